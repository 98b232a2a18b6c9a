import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { usage } from './failure.mjs';
import { git, gitWithToken } from './git.mjs';

const POLICY_FILE = 'genesys-scopes.json';

/** The policy of who writes none. Against it, everything that a new policy silences is new. */
const NO_POLICY = '{}\n';

/**
 * The file with the policy from before the change, or undefined where there is none to compare with: outside of pull requests
 * and merge queues, and where neither side has a policy.
 */
export function findPolicyBase({ policyBase, policy }, env, folder) {
  if (policyBase === 'off') return undefined;
  if (policyBase !== 'auto') return policyBase;
  const change = changeOf(env);
  if (change === undefined) return undefined;
  const root = git(['rev-parse', '--show-toplevel'])?.trim();
  if (root === undefined) return withoutCheckout(policy);
  const places = placesOf(policy, root);
  const commit = commitBefore(change);
  fetchCommit(commit, env);
  // A policy that no commit has is no part of the change: the job brought it from elsewhere.
  const text = firstOf(commit, places) ?? (firstOf('HEAD', places) === undefined ? undefined : NO_POLICY);
  return text === undefined ? undefined : written(text, folder);
}

/** What the event says of a pull request, or of a group in a merge queue. */
function changeOf({ GITHUB_EVENT_PATH: path }) {
  const event = path && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  if (event.merge_group?.base_sha) return { base: event.merge_group.base_sha };
  if (event.pull_request?.base?.sha) return { base: event.pull_request.base.sha, head: event.pull_request.head.sha };
  return undefined;
}

/**
 * The commit that the change starts from. Of the merge of a pull request, which is what GitHub checks out, that is the first
 * parent: the event names the base as it was when the pull request was last pushed to.
 */
function commitBefore({ base, head }) {
  // Of a shallow clone Git shows the commit, but follows none of its parents.
  const [header] = (git(['cat-file', 'commit', 'HEAD']) ?? '').split('\n\n', 1);
  const [parent, merged] = [...header.matchAll(/^parent (\w+)$/gm)].map(([, id]) => id);
  return merged !== undefined && merged === head ? parent : base;
}

function withoutCheckout(policy) {
  if (policy === '' && !aboveHere(POLICY_FILE)) return undefined;
  throw usage(
    'policy-base: there is a policy, but no Git checkout in which to look for the one from before the change. ' +
      'Check out with actions/checkout and have Git in the container, give a file, or say `policy-base: off`',
  );
}

function aboveHere(name) {
  for (let at = process.cwd(); ; at = dirname(at)) {
    if (existsSync(join(at, name))) return true;
    if (dirname(at) === at) return false;
  }
}

/** Where a policy may stand, the nearest first: each side of the change is searched by itself, since a file may move. */
function placesOf(policy, root) {
  const prefix = git(['rev-parse', '--show-prefix']).trim();
  if (policy === '') {
    const folders = prefix.split('/').slice(0, -1);
    return [...folders, ''].map((_, up) => posix.join(...folders.slice(0, folders.length - up), POLICY_FILE));
  }
  const inside = isAbsolute(policy)
    ? relative(realpathSync(root), resolve(realpathSync(dirname(policy)), policy.split(/[\\/]/).at(-1)))
    : join(prefix, policy);
  const path = inside.split(sep).join('/');
  return path.startsWith('../') || isAbsolute(path) ? [] : [path];
}

function firstOf(commit, paths) {
  for (const path of paths) {
    const text = textOf(commit, path);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A file as a commit has it, by way of the links that the commit has. Only that there is none is an answer. */
function textOf(commit, path) {
  const lookUp = ['cat-file', '--batch-check=%(objectname) %(objecttype)', '--follow-symlinks'];
  const found = git(lookUp, {}, `${commit}:${path}\n`)?.trimEnd() ?? '';
  const [, blob] = /^(\w+) blob$/.exec(found) ?? [];
  const text = blob && git(['cat-file', 'blob', blob]);
  if (text !== undefined) return text;
  if (/^(?:dangling|notdir) /.test(found) || found.endsWith(' missing')) return undefined;
  throw usage(
    `policy-base: Git cannot read ${path} in the commit ${commit}, and without the policy from before the change nobody sees ` +
      'what that of the change silences. Give a file, or say `policy-base: off`',
  );
}

/** The checkout of a job has one commit only; the one from before the change is fetched. */
function fetchCommit(commit, env) {
  const isThere = () => git(['cat-file', '-e', `${commit}^{commit}`]) !== undefined;
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw usage(`policy-base: "${commit}" is no commit from before the change`);
  if (isThere()) return;
  const shallow = git(['rev-parse', '--is-shallow-repository'])?.trim() === 'true' ? ['--depth=1'] : [];
  const fetch = ['fetch', '--quiet', '--no-tags', ...shallow];
  git([...fetch, 'origin', commit]);
  if (!isThere()) gitWithToken([...fetch, `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}`, commit], env);
  if (isThere()) return;
  throw usage(
    `policy-base: cannot fetch the commit ${commit} from before the change, and without its policy nobody sees what the ` +
      'policy of the change silences. Check out with `fetch-depth: 0`, give a file, or say `policy-base: off`',
  );
}

function written(text, folder) {
  const file = join(folder, 'policy-before', POLICY_FILE);
  mkdirSync(dirname(file));
  writeFileSync(file, text);
  return file;
}
