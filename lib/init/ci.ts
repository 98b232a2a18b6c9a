import { CDKTF } from '../host';
import { installCommands, isDependent, isPlain, reviewed, synthCommand, toolCommand } from './commands';
import type { CiSystem, Found, NewFile } from './found';
import { filled } from './templates';

/**
 * The files of a CI system, by their paths from the root of the repository; or why there are none.
 *
 * @param policy path of the policy file from the root
 */
export function ciFiles(system: CiSystem, found: Found, policy: string): readonly NewFile[] | { readonly why: string } {
  if (found.below.length > 0 && found.kind !== 'cdktf') {
    return { why: `run init in the folder of each project: ${found.below.join(', ')}` };
  }
  if (!found.typescript) {
    return { why: `let a job synthesize, and then run: ${toolCommand(found)} review ${reviewed(found)}` };
  }
  if (!isPlain(found.output) || !isPlain(found.inRoot || '.')) {
    return {
      why: 'its path has characters that are no plain text in a CI file: see docs/github.md and docs/gitlab.md',
    };
  }
  return system === 'github' ? [githubWorkflow(found, policy)] : gitlabFiles(found);
}

const WORKFLOW = 'examples/ci/github/without-action.yml';

/** Reviews what is synthesized, which needs no credentials. */
function githubWorkflow(found: Found, policy: string): NewFile {
  const synth = synthCommand(found);
  const steps = [...installCommands(found), ...(synth === undefined ? [] : [synth])];
  const key = keyOf(found);
  const text = filled(WORKFLOW, [
    ['      - run: npm ci\n      - run: npx cdktf synth\n', steps.map((step) => `      - run: ${step}\n`).join('')],
    ['run: npx genesys-scopes review cdktf.out', `run: ${toolCommand(found)} review ${reviewed(found)}`],
    ...(isDependent(found) ? [] : [[TOKEN, `${TOKEN}          # ${WITHOUT_PEERS}\n          ${PEERS}\n`] as const]),
    ['$BASE:genesys-scopes.json', `$BASE:${policy}`],
    ...(found.inRoot === '' ? [] : below(found.inRoot, key)),
  ]);
  return { path: `.github/workflows/${['genesys-scopes', key].filter(Boolean).join('-')}.yml`, text };
}

const TOKEN = '          GITHUB_TOKEN: ${{ github.token }}\n';
const PEERS = 'npm_config_legacy_peer_deps: "true"';
const WITHOUT_PEERS = 'The peer dependencies are for the constructs only.';

/** For a project that is not at the root. */
function below(folder: string, key: string): (readonly [string, string])[] {
  return [
    ['name: scopes\n', `name: scopes of ${folder}\n`],
    ['    steps:\n', `    defaults:\n      run:\n        working-directory: ${folder}\n    steps:\n`],
    ['--post github', `--post github --comment-key ${key}`],
  ];
}

/** Tells apart the comments, and the files, of several projects in one repository. */
function keyOf({ inRoot }: Found): string {
  return inRoot.replaceAll('/', '-');
}

const TEMPLATE = '.gitlab/genesys-scopes.yml';

/** The job of the template, and the pipeline that includes it. */
function gitlabFiles(found: Found): NewFile[] {
  return [
    { path: TEMPLATE, text: filled('templates/genesys-scopes.yml', [[CDKTF.package, found.host.package]]) },
    { path: '.gitlab-ci.yml', text: pipeline(found) },
  ];
}

function pipeline(found: Found): string {
  const { inRoot, output } = found;
  const synth = synthCommand(found);
  const inputs = [
    `plans: ${reviewed(found)}`,
    ...(inRoot === ''
      ? []
      : [`working-directory: ${inRoot}`, `comment-key: ${keyOf(found)}`, `job-name: ${keyOf(found)} scopes`]),
  ];
  const include = ['include:', `  - local: ${TEMPLATE}`, '    inputs:', ...inputs.map((input) => `      ${input}`)];
  if (synth === undefined) return `${include.join('\n')}\n`;
  const script = [...(inRoot === '' ? [] : [`cd ${inRoot}`]), ...installCommands(found), synth];
  const job = [
    'synth:',
    '  stage: synth',
    '  image: node:22',
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
    '  script:',
    ...script.map((line) => `    - ${line}`),
    '  artifacts:',
    '    expire_in: 1 day',
    '    paths:',
    `      - ${inRoot === '' ? '' : `${inRoot}/`}${output}/`,
  ];
  return ['stages: [synth, test]', '', ...include, '', ...job, ''].join('\n');
}
