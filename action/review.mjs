// Reviews the plans that the action was given. Whatever comes of it, the step itself succeeds and says in its outputs what
// came of it: so the SARIF upload follows, and the last step of the action ends with the review's exit code.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findCommand } from './command.mjs';
import { postComment } from './comment.mjs';
import { isUsage, usage } from './failure.mjs';
import { readInputs } from './inputs.mjs';
import { adaptSarif, annotationsBelow } from './paths.mjs';
import { expandPlans } from './plans.mjs';
import { findPolicyBase } from './policy-base.mjs';
import { addSummary, readReport, resultsOf, setOutputs } from './results.mjs';
import { annotateError, inert, runCommand } from './run.mjs';

// Only what opens a connection to GitHub gets the token.
const { INPUTS, GITHUB_TOKEN: token = '', ...env } = process.env;

try {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw usage(`Node ${process.versions.node} is too old: set up 20 or newer with actions/setup-node`);
  }
  setOutputs(review(readInputs(INPUTS)), env);
} catch (error) {
  annotateError(isUsage(error) ? error.message : `the action has a defect (${error?.name}): please report it`);
  // Set when a job is run again with debug logging.
  if (!isUsage(error) && env.RUNNER_DEBUG === '1') console.log(inert(String(error?.stack)));
  setOutputs({ verdict: 'unread', 'exit-code': isUsage(error) ? 2 : 70 }, env);
}

function review(inputs) {
  const folder = newFolder();
  const files = filesIn(folder);
  const script = findCommand(inputs.version, env);
  const plans = expandPlans(inputs.plans);
  const policyBase = findPolicyBase(inputs, { ...env, GITHUB_TOKEN: token }, folder);
  // What is to fail nothing is still called a failure in the output `verdict`.
  const failOn = inputs.failOn === 'never' ? 'error' : inputs.failOn;
  const judging = [`--fail-on=${failOn}`, ...inputs.options, ...(policyBase ? [`--policy-base=${policyBase}`] : [])];
  const outputs = Object.entries(files).map(([format, file]) => `--output=${format}=${file}`);
  const format = inputs.reportOnly ? 'text' : 'github';
  const prefix = pathFromRoot();
  const { code, stderr } = runCommand(
    [script, 'review', `--format=${format}`, ...outputs, ...judging, '--', ...plans],
    {
      env,
      show: inputs.reportOnly ? inert : (text) => annotationsBelow(prefix, text),
    },
  );
  const report = readReport(files.json);
  if (report === undefined) {
    annotateError(stderr);
    return { verdict: 'unread', 'exit-code': code === 0 ? 70 : code };
  }
  if (inputs.reportOnly && code > 1) annotateError('not all could be reviewed; the log above says what, and why');
  adaptSarif(files.sarif, { prefix, key: inputs.commentKey });
  if (!inputs.reportOnly) addSummary(files.markdown, env);
  const comment = postComment([script, 'review', ...judging, '--', files.json], {
    inputs,
    env: { ...env, GITHUB_TOKEN: token },
    judged: code,
  });
  return resultsOf({ inputs, code, comment, report, files });
}

function newFolder() {
  const base = join(env.RUNNER_TEMP, 'genesys-scopes');
  mkdirSync(base, { recursive: true });
  return mkdtempSync(join(base, 'review-'));
}

function filesIn(folder) {
  const names = { json: 'review.json', markdown: 'review.md', sarif: 'review.sarif', html: 'review.html' };
  return Object.fromEntries(Object.entries(names).map(([format, name]) => [format, join(folder, name)]));
}

/** From the root of the checkout to here, with slashes; empty where this is the root, or no part of it. */
function pathFromRoot() {
  const path = relative(env.GITHUB_WORKSPACE ?? '.', process.cwd())
    .split(sep)
    .join('/');
  return path.startsWith('..') || /^[A-Za-z]:/.test(path) ? '' : path;
}
