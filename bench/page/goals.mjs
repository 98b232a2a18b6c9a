// What was aimed at, and what came out.
import { BASELINE } from '../tools.mjs';
import { ratio, table } from './figures.mjs';

const CHECK = 'genesys-scopes check';

export function goals(results) {
  const rows = [
    ...atMost(
      'check of a plan with few clients, ÷ JSON.parse and a loop',
      0.15,
      share(results, 'plans', 'mixed', BASELINE.name),
    ),
    ...atMost(
      'check of a plan of clients, ÷ JSON.parse and a loop',
      0.55,
      share(results, 'plans', 'clients', BASELINE.name),
    ),
    ...atLeast('the nearest policy engine ÷ check, few clients', 20, nearest(results, 'mixed')),
    ...atLeast('the nearest policy engine ÷ check, clients only', 8, nearest(results, 'clients')),
    ...atMost('check of a small plan ÷ node -e 0', 1.3, share(results, 'start', 'start', 'node -e 0')),
    ...atMost('memory for a plan of a gigabyte, in MB', 80, memory(results)),
    ...atMost('share of the gate in a synth of 1,000 clients and more, in %', 5, gate(results)),
  ];
  if (rows.length === 0) return [];
  return ['## Goals', table(['', 'goal', 'measured', ''], ['---', '---:', '---:', '---'], rows), ...missed(results)];
}

/** What stands in the way of the first goals. */
function missed(results) {
  const part = (all, name, kind) => secondsOf(all, name) / secondsOf(largest(results, 'plans', kind), BASELINE.name);
  const start = largest(results, 'start', 'start');
  const [ours, nodes] = [CHECK, 'node -e 0'].map((name) => part(start, name, 'mixed'));
  if (!Number.isFinite(ours)) return [];
  return [
    `The times of \`JSON.parse\` hold the start of Node too. With few clients, ${ratio(ours)} of it go by before \`check\` has read a byte,
${ratio(nodes)} of them in Node itself. With clients only, there is nothing to skip: each is parsed, judged by all rules, as it is
and as it was before the change, and told in the report.`,
  ];
}

const atMost = (what, goal, value) => row(what, `≤ ${goal}`, value, value <= goal);
const atLeast = (what, goal, value) => row(what, `≥ ${goal}`, value, value >= goal);

function row(what, goal, value, isReached) {
  return Number.isFinite(value) ? [[what, goal, ratio(value), isReached ? 'reached' : 'missed']] : [];
}

/** The results at the largest size of a kind. */
function largest(results, part, kind) {
  return results[part]?.groups.findLast((group) => group.kind === kind)?.results ?? [];
}

const secondsOf = (all, name) => all.find((each) => each.name === name)?.seconds ?? Number.NaN;

function share(results, part, kind, reference) {
  const all = largest(results, part, kind);
  return secondsOf(all, CHECK) / secondsOf(all, reference);
}

function nearest(results, kind) {
  const all = largest(results, 'plans', kind);
  const times = ['conftest', 'opa'].map((name) => secondsOf(all, name)).filter(Number.isFinite);
  return times.length > 0 ? Math.min(...times) / secondsOf(all, CHECK) : Number.NaN;
}

function memory(results) {
  return largest(results, 'large', 'large').find(({ name }) => name === CHECK)?.megabytes ?? Number.NaN;
}

function gate(results) {
  const shares = (results.synth?.groups ?? []).filter(({ clients }) => clients >= 1000).map((each) => each.share * 100);
  return shares.length > 0 ? Math.max(...shares) : Number.NaN;
}
