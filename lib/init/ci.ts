import { CDKTF } from '../host';
import { VERSION } from '../version';
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

/** Reviews what is synthesized, or the configuration as it is: neither needs credentials. */
function githubWorkflow(found: Found, policy: string): NewFile {
  const key = keyOf(found);
  const review = `${isDependent(found) ? toolCommand(found) : `node ${INSTALLED}`} review ${reviewed(found)}`;
  const text = filled(WORKFLOW, [
    ['      - run: npm ci\n      - run: npx cdktf synth\n', preparation(found)],
    ['run: npx genesys-scopes review cdktf.out', `run: ${review}`],
    ...(found.kind === 'terraform' ? [[REVIEW, `${comment(PLANS_KNOW_MORE, 6)}${REVIEW}`] as const] : []),
    ['$BASE:genesys-scopes.json', `$BASE:${policy}`],
    ...(found.inRoot === '' ? [] : below(found.inRoot, key)),
  ]);
  return { path: `.github/workflows/${['genesys-scopes', key].filter(Boolean).join('-')}.yml`, text };
}

const REVIEW = '      - env:\n          GITHUB_TOKEN: ${{ github.token }}\n';
const INSTALLED = '"$RUNNER_TEMP/tool/node_modules/.bin/genesys-scopes"';
const PLANS_KNOW_MORE = [
  'Reads the configuration, which needs no credentials. A plan knows more: values of variables, what modules and data sources',
  'give, and what there is already. Where a job can plan, let it review the output of `terraform show -json` instead.',
];

/** The steps before the review. A project that lacks the package runs nothing of its own: that may be a change. */
function preparation(found: Found): string {
  if (!isDependent(found)) return `${comment(APART, 6)}${installStep(found.host.package)}`;
  const synth = synthCommand(found);
  const steps = [...installCommands(found), ...(synth === undefined ? [] : [synth])];
  return steps.map((step) => `      - run: ${step}\n`).join('');
}

const APART = [
  'Outside of the checkout and with a cache of its own: so no file of the change is run as the package, or tells npm where to',
  'find it. The peer dependencies are for the constructs only.',
];

function installStep(name: string): string {
  const flags = '--prefix . --cache cache --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel error';
  const script = [
    'mkdir "$RUNNER_TEMP/tool"',
    'cd "$RUNNER_TEMP/tool"',
    `echo '{ "private": true }' > package.json`,
    `npm install ${flags} ${name}@${VERSION}`,
  ];
  return ['      - name: The package', '        run: |', ...script.map((line) => `          ${line}`), ''].join('\n');
}

function comment(lines: readonly string[], indent: number): string {
  return lines.map((line) => `${' '.repeat(indent)}# ${line}\n`).join('');
}

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
  const known = found.kind === 'terraform' ? comment(PLANS_KNOW_MORE, 6).trimEnd().split('\n') : [];
  const named = inputs.map((input) => `      ${input}`);
  const include = ['include:', `  - local: ${TEMPLATE}`, '    inputs:', ...known, ...named];
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
