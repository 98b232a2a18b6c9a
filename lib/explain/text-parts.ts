import type { AgentCallWithScopes, Operation } from '../operations';
import type { Need, ScopeCalls, Spellings } from './explanation';
import { METHODS } from './operation';

/** So many operations are listed; more are counted by the part of the API to which they belong. */
const LISTED = 12;

/** Words in the form `a, b or c`. */
export function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The operations one by one with what is said of each, or counted where they are many. */
export function operationLines(
  operations: readonly Operation[],
  all: boolean,
  remark: (operation: Operation) => string,
): readonly string[] {
  if (all || operations.length <= LISTED) return operations.map((each) => operationLine(each, remark(each)));
  return [...areaLines(operations), '  (--all lists each of them)'];
}

function operationLine({ method, path, deprecated }: Operation, remark: string): string {
  const remarks = [remark, deprecated ? 'deprecated' : ''].filter((each) => each !== '').join('; ');
  return `  ${method.padEnd(6)} ${path}${remarks === '' ? '' : `  (${remarks})`}`;
}

function areaLines(operations: readonly Operation[]): readonly string[] {
  const areas = new Map<string, Operation[]>();
  for (const operation of operations) {
    const area = operation.path.split('/').slice(0, 4).join('/');
    areas.set(area, [...(areas.get(area) ?? []), operation]);
  }
  const sorted = [...areas].sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  const width = Math.max(...sorted.map(([area]) => area.length));
  return sorted.map(([area, members]) => {
    const methods = METHODS.map((method) => ({
      method,
      count: members.filter((each) => each.method === method).length,
    })).filter(({ count }) => count > 0);
    const parts = methods.map(({ method, count }) => `${method} ${count}`).join(', ');
    return `  ${area.padEnd(width)}  ${String(members.length).padStart(4)}  ${parts}`;
  });
}

/** A call, and what the agent sees when it is refused. */
export function callLines(call: AgentCallWithScopes, remark = ''): readonly string[] {
  return [
    `  ${call.method} ${call.path}${remark}`,
    `    ${call.capability}: to ${call.purpose}; if refused, ${call.ifRefused}`,
  ];
}

export function spellingLines(vocabularies: Spellings, catalog: string): readonly string[] {
  return [
    `  migration  ${needsText(vocabularies.migration)}`,
    `             (not in the catalogue that Genesys Cloud publishes, of ${catalog})`,
    `  platform   ${needsText(vocabularies.platform)}`,
  ];
}

export function needsText({ required, recommended }: Readonly<Record<Need, readonly string[]>>): string {
  return required.join(', ') + (recommended.length === 0 ? '' : `; recommended: ${recommended.join(', ')}`);
}

export function scopeCallLines(scopes: readonly ScopeCalls[]): readonly string[] {
  return [
    "What an agent's app calls by the published scopes (refused only where the organisation enforces scopes)",
    ...scopes.flatMap(({ name, need, calls }) => [
      `  ${name}${need === 'recommended' ? ' (recommended)' : ''}`,
      ...calls.flatMap((call) => callLines(call)).map((line) => `  ${line}`),
    ]),
  ];
}
