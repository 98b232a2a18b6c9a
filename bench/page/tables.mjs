// The tables of the page.
import { BASELINE, findTools, OURS, shownCommand } from '../tools.mjs';
import { count, growth, ratio, size, table, time } from './figures.mjs';

const CHECK = 'genesys-scopes check';
const RUNS = Number(process.env.RUNS ?? 7);

/** Commands and versions, and what this machine does not have. */
export function toolTable() {
  const tools = findTools();
  const rows = [...OURS, BASELINE, ...tools.filter(({ is }) => is)];
  const commands = table(
    ['', 'version', 'command'],
    ['---', '---', '---'],
    rows.map((tool) => [tool.name, tool.is ?? '', `\`${shownCommand(tool)}\``]),
  );
  const skipped = tools.filter(({ is }) => !is).map(({ name, reason }) => `${name} (${reason})`);
  return skipped.length === 0
    ? commands
    : `${commands}\n\nSkipped, because this machine could not install them: ${skipped.join('; ')}.`;
}

/** Tools by the size of their plan, fastest first, and what does not finish with its reason. */
export function fieldTable(groups, reference = CHECK) {
  const largest = groups.at(-1);
  const secondsOf = (name, group) => group.results.find((each) => each.name === name)?.seconds ?? null;
  const names = largest.results.map(({ name }) => name);
  const byTime = (one, other) => (secondsOf(one, largest) ?? Infinity) - (secondsOf(other, largest) ?? Infinity);
  const rows = [...names].sort(byTime).map((name) => {
    const results = groups.map((group) => ({ ...group.results.find((each) => each.name === name), size: group.size }));
    const last = results.at(-1);
    const factor = last.seconds === null ? '' : ratio(last.seconds / secondsOf(reference, largest));
    const memory = last.seconds === null ? '' : `${count(last.megabytes)} MB`;
    return [name, ...results.map(cell), factor, memory, ...(groups.length > 1 ? [growth(results)] : [])];
  });
  const header = ['', ...groups.map(({ title, bytes }) => `${title}: ${size(bytes)}`), `÷ ${reference}`, 'memory'];
  if (groups.length > 1) header.push('for 10 × as much');
  return [table(header, ['---', ...header.slice(1).map(() => '---:')], rows), ...remarks(groups)];
}

function cell({ seconds, outcome, runs }) {
  if (seconds === null) return outcome.startsWith('not') ? outcome : 'none';
  return runs < RUNS && runs > 0 ? `${time(seconds)} (${runs === 1 ? 'one run' : `${runs} runs`})` : time(seconds);
}

/** What must not be overlooked: who is faster, and who failed. */
function remarks(groups) {
  const { results: all, found } = groups.at(-1);
  const ours = all.find(({ name }) => name === CHECK);
  // Not what has nothing to do, nor ourselves in another Node.
  const others = all.filter(({ name }) => !/\bnode\b/.test(name));
  const faster = others.filter(({ seconds }) => seconds !== null && seconds < ours.seconds).map(({ name }) => name);
  const failed = groups.flatMap(({ title, results }) =>
    results
      .filter(({ outcome }) => !/^(ok|not tried)/.test(outcome))
      .map(({ name, outcome }) => `- ${name}, ${title}: ${outcome}`),
  );
  const agreed = `All that have a time found the same${groups.length > 1 ? ', in the largest' : ''}; scopes lacking, over all clients: ${count(found)}.`;
  const ranking =
    faster.length > 0 ? `Faster than \`${CHECK}\`: ${faster.join(', ')}.` : `None is faster than \`${CHECK}\`.`;
  return [`${agreed} ${ranking}`, ...(failed.length > 0 ? [`Without a time:\n\n${failed.join('\n')}`] : [])];
}

/** One command each, by size. */
export function growthTable(parts) {
  const rows = parts.flatMap(([[command, what], groups]) =>
    groups.map(({ title, bytes, results: [result] }, index) => {
      const points = groups.map((group) => ({ size: group.size, seconds: group.results[0].seconds }));
      const isLast = index === groups.length - 1;
      const cells = [
        index === 0 ? `\`${command}\`: ${what}` : '',
        title,
        size(bytes),
        cell(result),
        `${count(result.megabytes)} MB`,
      ];
      return [...cells, isLast ? growth(points) : ''];
    }),
  );
  const header = ['', 'of', 'size', 'time', 'memory', 'for 10 × as much'];
  return table(header, ['---', ...header.slice(1).map(() => '---:')], rows);
}

export function synthTable(rows) {
  return table(
    ['clients', 'made by', 'synth', 'gate', 'share'],
    ['---:', '---', '---:', '---:', '---:'],
    rows.map(({ clients, kind, seconds, share }) => [
      count(clients),
      kind,
      `${(seconds * 1000).toFixed(1)} ms`,
      `${(seconds * share * 1000).toFixed(1)} ms`,
      `${(share * 100).toFixed(1)} %`,
    ]),
  );
}
