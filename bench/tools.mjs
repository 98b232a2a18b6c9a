// The tools that users would take instead: where each is, how its documentation says to run it on a plan, and what it then says.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PRODUCT, TOOLS } from './data.mjs';

const POLICIES = join(import.meta.dirname, 'tools');
const BASELINE_FILE = join(import.meta.dirname, 'baseline.mjs');
const BIN = join(TOOLS, 'bin');
const SCOPES = ['webphone:use', 'interaction:read', 'routing:user'];

/** `<address> lacks <scope>`, wherever on a line it stands. */
function lacksLines(text) {
  return [...text.matchAll(/(module\.\S+) lacks ([a-z:]+)/g)].map(([, address, scope]) => `${address} lacks ${scope}`);
}

const lacks = (address, scope) => `${address} lacks ${scope}`;

function onPath(name) {
  const folders = [BIN, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Our own command lines and what they are measured against. */
export const OURS = [
  {
    name: 'genesys-scopes check',
    argv: (plan) => [process.execPath, PRODUCT, 'check', plan, '--vocabulary', 'migration'],
    ask: (plan) => [process.execPath, PRODUCT, 'check', plan, '--vocabulary', 'migration', '--format', 'json'],
    exits: [1],
    mustWork: true,
    verdict: ourVerdict,
  },
  {
    name: 'genesys-scopes review',
    argv: (plan) => [process.execPath, PRODUCT, 'review', plan, '--vocabulary', 'migration'],
    ask: (plan) => [process.execPath, PRODUCT, 'review', plan, '--vocabulary', 'migration', '--format', 'json'],
    exits: [1],
    mustWork: true,
    verdict: ourVerdict,
  },
];

export const BASELINE = {
  name: 'JSON.parse and a loop',
  argv: (plan) => [process.execPath, BASELINE_FILE, plan],
  verdict: lacksLines,
};

/** Other versions of Node, which keep what they compiled: each with nothing to do, and with our check. */
export function otherNodes() {
  const nodes = ['node-22', 'node-24'].map((name) => ({ name, file: join(TOOLS, name, 'node_modules/node/bin/node') }));
  const [check] = OURS;
  return nodes
    .filter(({ file }) => existsSync(file))
    .flatMap(({ name, file }) => [
      { name: `${name} -e 0`, argv: () => [file, '-e', '0'] },
      { ...check, name: `${check.name}, ${name}`, argv: (plan) => [file, ...check.argv(plan).slice(1)] },
    ]);
}

export const FIELD = [
  {
    name: 'conftest',
    file: join(BIN, 'conftest'),
    argv: (plan) => ['test', '--no-color', '--policy', join(POLICIES, 'rego'), plan],
    exits: [1],
    verdict: lacksLines,
  },
  {
    name: 'opa',
    file: join(BIN, 'opa'),
    argv: (plan) => [
      ...['eval', '--input', plan, '--data', join(POLICIES, 'rego/scopes.rego')],
      ...['--format', 'raw', 'data.main.deny'],
    ],
    verdict: lacksLines,
  },
  {
    name: 'jq',
    file: onPath('jq'),
    version: ['--version'],
    argv: (plan) => ['--raw-output', '--from-file', join(POLICIES, 'jq/scopes.jq'), plan],
    verdict: lacksLines,
  },
  {
    name: 'jaq',
    file: join(BIN, 'jaq'),
    argv: (plan) => ['--raw-output', '--from-file', join(POLICIES, 'jq/scopes.jq'), plan],
    verdict: lacksLines,
  },
  {
    name: 'cfn-guard',
    file: join(BIN, 'cfn-guard'),
    argv: (plan) => [
      ...['validate', '--rules', join(POLICIES, 'cfn-guard/scopes.guard'), '--data', plan],
      ...['--structured', '--show-summary', 'none', '--output-format', 'json'],
    ],
    exits: [19],
    verdict: guardVerdict,
  },
  {
    name: 'checkov',
    file: join(TOOLS, 'checkov/bin/checkov'),
    argv: (plan) => [
      ...['--file', plan, '--framework', 'terraform_plan', '--external-checks-dir', join(POLICIES, 'checkov')],
      ...['--check', SCOPES.map((_, index) => `CKV_GENESYS_${index + 1}`).join(',')],
      ...['--quiet', '--compact', '--skip-download', '--output', 'json'],
    ],
    exits: [1],
    verdict: checkovVerdict,
  },
  {
    name: 'terraform-compliance',
    file: join(TOOLS, 'terraform-compliance/bin/terraform-compliance'),
    argv: (plan) => ['--planfile', plan, '--features', join(POLICIES, 'terraform-compliance'), '--no-ansi'],
    exits: [1],
    verdict: (text) =>
      [...text.matchAll(/Failure: (\S+) could not found in (\S+)\./g)].map(([, scope, address]) =>
        lacks(address, scope),
      ),
  },
  {
    name: 'Spectral',
    file: join(TOOLS, 'spectral/node_modules/.bin/spectral'),
    argv: (plan) => ['lint', plan, '--ruleset', join(POLICIES, 'spectral/ruleset.yaml'), '--format', 'json'],
    exits: [1],
    verdict: (text, plan) =>
      JSON.parse(text).map(({ path, message }) => lacks(addressAt(plan, path[1]), message.replace('lacks ', ''))),
  },
];

function ourVerdict(text) {
  return JSON.parse(text)
    .findings.filter(({ rule }) => rule === 'missing-scope')
    .map(({ address, subject }) => lacks(address, subject));
}

function checkovVerdict(text) {
  return JSON.parse(text).results.failed_checks.map(({ resource, check_name }) =>
    lacks(resource, check_name.replace('holds ', '')),
  );
}

function guardVerdict(text, plan) {
  const found = [];
  const scopeOf = { webphone_use: SCOPES[0], interaction_read: SCOPES[1], routing_user: SCOPES[2] };
  for (const { not_compliant } of JSON.parse(text)) {
    for (const { Rule } of not_compliant) {
      const places = JSON.stringify(Rule).matchAll(/\/resource_changes\/(\d+)\//g);
      for (const [, index] of places) found.push(lacks(addressAt(plan, index), scopeOf[Rule.name]));
    }
  }
  return found;
}

let latest = { plan: '', addresses: [] };
/** The address of a change by its place in the plan, for tools that tell no more. */
function addressAt(plan, index) {
  if (latest.plan !== plan) {
    const changes = JSON.parse(readFileSync(plan, 'utf8')).resource_changes;
    latest = { plan, addresses: changes.map(({ address }) => address) };
  }
  return latest.addresses[index];
}

/** What of the field this machine has, with its version, and why the others are not there. */
export function findTools() {
  return FIELD.map((tool) => {
    if (tool.file && existsSync(tool.file)) return { ...tool, is: versionOf(tool) };
    const log = join(TOOLS, 'reasons', `${tool.name.toLowerCase()}.log`);
    const reason = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').at(-1) : 'not installed';
    return { ...tool, reason };
  });
}

/** What was installed; a tool that was there before says it itself. */
function versionOf({ name, file, version }) {
  const recorded = join(TOOLS, 'versions', name.toLowerCase());
  if (existsSync(recorded)) return readFileSync(recorded, 'utf8').trim();
  return /\d+\.\d+(\.\d+)?/.exec(spawnSync(file, version, { encoding: 'utf8' }).stdout)?.[0] ?? 'unknown';
}

/** A tool as a case of `compare`, for one plan. */
export function caseOf({ name, file, argv, ask, exits, mustWork, verdict }, plan) {
  const whole = (args) => (file ? [file, ...args] : args);
  return {
    name,
    argv: whole(argv(plan)),
    ...(ask && { ask: whole(ask(plan)) }),
    exits,
    mustWork,
    ...(verdict && { verdict: (stdout) => verdict(stdout, plan) }),
  };
}

/** The command as somebody would type it. */
export function shownCommand({ name, file, argv }) {
  const args = file ? [name.toLowerCase(), ...argv('PLAN')] : argv('PLAN');
  return args
    .join(' ')
    .replaceAll(POLICIES, 'bench/tools')
    .replace(`${process.execPath} ${PRODUCT}`, 'genesys-scopes')
    .replace(`${process.execPath} ${BASELINE_FILE}`, 'node bench/baseline.mjs');
}
