import { usage } from './failure.mjs';

/** The inputs of the action, checked: what the command line checks by itself is handed on as it is. */
export function readInputs(json) {
  const given = JSON.parse(json);
  const text = (name) => String(given[name] ?? '').trim();
  const reportOnly = flag('report-only', text('report-only'));
  return {
    plans: words(text('plans')),
    policy: text('policy'),
    policyBase: text('policy-base') || 'auto',
    failOn: text('fail-on') || 'error',
    comment: choice('comment', text('comment'), ['auto', 'true', 'false']),
    commentKey: text('comment-key') || 'review',
    pullRequest: text('pull-request'),
    version: text('version'),
    reportOnly,
    options: [
      ...['policy', 'synth', 'baseline', 'unknown'].map((name) => [name, text(name)]),
      ...['trust-head-policy', 'require-clients', 'all'].map((name) => [name, flag(name, text(name))]),
    ].flatMap(([name, value]) => (value === true ? [`--${name}`] : value ? [`--${name}=${value}`] : [])),
  };
}

/** Splits at white space, but not inside quotes, as a shell does. A backslash is part of a path of Windows. */
export function words(text) {
  const word = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;
  const rest = text.replace(word, '').trim();
  if (rest !== '')
    throw usage(`plans: the quote ${rest[0]} is not closed; put a path that has one into the other kind`);
  return (text.match(word) ?? []).map((each) => each.replace(/"([^"]*)"|'([^']*)'/g, '$1$2')).filter(Boolean);
}

function flag(name, value) {
  return choice(name, value || 'false', ['true', 'false']) === 'true';
}

function choice(name, value, allowed) {
  if (value === '') return allowed[0];
  if (allowed.includes(value)) return value;
  throw usage(`${name}: "${value}" is none of ${allowed.join(', ')}`);
}
