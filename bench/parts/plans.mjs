// Plans, beside the field: one verdict, so many tools.
import { join } from 'node:path';
import { compare } from '../compare.mjs';
import { DATA, QUICK, sized } from '../data.mjs';
import { writePlan } from '../make/plan.mjs';
import { LIMITS } from '../measure.mjs';
import { BASELINE, caseOf, findTools, OURS, otherNodes } from '../tools.mjs';

const MODULES = QUICK ? [4, 8, 20] : [20, 67, 200];
const PLANS = {
  mixed: {
    others: 100,
    clients: 1,
    unit: (modules) => `${count(100 * modules)} other resources, ${count(modules)} clients`,
  },
  clients: { others: 0, clients: 100, unit: (modules) => `${count(100 * modules)} clients` },
};
/** Those that take a gigabyte at all within the limits. */
const LARGE = ['conftest', 'opa', 'jq', 'jaq'];

const count = (number) => number.toLocaleString('en');
const installed = () => findTools().filter(({ is }) => is !== undefined);

/** Every size of every kind of plan, smallest first: what cannot be done with one within the limit is not asked for the next. */
export async function plans() {
  const groups = [];
  const contenders = [...OURS, BASELINE, ...installed()];
  for (const [kind, { others, clients, unit }] of Object.entries(PLANS)) {
    const hopeless = new Map();
    for (const [index, modules] of MODULES.entries()) {
      const able = contenders.filter(({ name }) => !hopeless.has(name));
      const group = await judge(`${kind}-${modules}`, { modules, others, clients }, able);
      const untried = [...hopeless].map(([name, outcome]) => ({ name, outcome, runs: 0, seconds: null, megabytes: 0 }));
      groups.push({ kind, size: modules, title: unit(modules), ...group, results: [...group.results, ...untried] });
      for (const result of group.results) {
        const reason = reasonToStop(result, (MODULES[index + 1] ?? 0) / modules);
        if (reason) hopeless.set(result.name, reason);
      }
    }
  }
  return groups;
}

/** Time grows at least as the plan does: what is bound to run into the limit need not do so. */
function reasonToStop({ outcome, seconds }, factor) {
  if (outcome !== 'ok') return 'not tried: the smaller one was too much';
  return seconds * factor > LIMITS.seconds ? `not tried: over ${LIMITS.seconds} s by the smaller one` : undefined;
}

/** A plan of four clients, beside the start of Node alone: what is left when there is nothing to do. */
export async function start() {
  const node = { name: 'node -e 0', argv: () => [process.execPath, '-e', '0'] };
  const [check] = OURS;
  const group = await judge('start', { modules: 2, others: 1, clients: 2 }, [
    ...[node, check, ...otherNodes()],
    ...[BASELINE, ...installed()],
  ]);
  return [{ kind: 'start', size: 1, title: 'a plan of 4 clients', ...group }];
}

/** A plan of a gigabyte, once each. */
export async function large() {
  const modules = sized(3000);
  const contenders = [...OURS, BASELINE, ...installed().filter(({ name }) => LARGE.includes(name))];
  const group = await judge('large', { modules, others: 100, clients: 1 }, contenders, 0);
  return [{ kind: 'large', size: modules, title: PLANS.mixed.unit(modules), ...group }];
}

async function judge(name, shape, contenders, runs) {
  const file = join(DATA, `${name}.json`);
  const { bytes, lacks } = writePlan(file, shape);
  const cases = contenders.map((tool) => caseOf(tool, file));
  return { bytes, found: lacks.length, results: await compare(name, cases, lacks, runs) };
}
