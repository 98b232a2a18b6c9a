import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { OUTCOMES } from '../../lib/zendesk';
import { CUSTOM_ROLES, KIND_NAMES, type Made, make } from './people';

const PAGE = 1000;

/** Writes an export of that many people, page by page, and says how many there are of each outcome. */
export function writeBigExport(folder: string, people: number): { outcomes: Record<string, number>; bytes: number } {
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0]));
  for (const part of ['users', 'changes', 'chat']) mkdirSync(join(folder, part), { recursive: true });
  let bytes = 0;
  const write = (name: string, text: string) => {
    const file = openSync(join(folder, name), 'a');
    bytes += writeSync(file, text);
    closeSync(file);
  };
  for (let first = 0; first < people; first += PAGE) {
    const all = Array.from({ length: Math.min(PAGE, people - first) }, (_, index) => personOf(first + index));
    for (const { outcome } of all) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const users = all.map(({ user }) => user);
    const isLast = first + PAGE >= people;
    write(`users/${first}.json`, page(users, { next_page: isLast ? null : 'x', previous_page: null, count: people }));
    // Every third page once more, as an incremental export has whoever changed meanwhile.
    if (first % (3 * PAGE) === 0) write('changes/all.ndjson', `${page(users, { end_of_stream: true })}\n`);
    write('chat/agents.ndjson', lines(all.flatMap(({ chatAgents = [] }) => chatAgents)));
    write('entitlements.ndjson', lines(all.flatMap(answerOf)));
    write('memberships.json', page(all.map(membershipOf), { next_page: null }, 'group_memberships'));
  }
  write('roles.json', JSON.stringify({ custom_roles: CUSTOM_ROLES }));
  return { outcomes, bytes };
}

/** Half are customers, all other kinds are equally frequent. */
function personOf(number: number): Made {
  const kind = number % 2 === 0 ? 'customer' : (KIND_NAMES[((number - 1) / 2) % KIND_NAMES.length] ?? 'agent');
  return make(kind, number)[0] as Made;
}

function page(records: readonly unknown[], envelope: Record<string, unknown>, key = 'users'): string {
  return JSON.stringify({ [key]: records, ...envelope });
}

function lines(records: readonly unknown[]): string {
  return records.map((each) => `${JSON.stringify(each)}\n`).join('');
}

function answerOf({ user, entitlements }: Made): unknown[] {
  return user && entitlements ? [{ user_id: user.id, entitlements }] : [];
}

function membershipOf({ user }: Made): unknown {
  return { id: user?.id, user_id: user?.id, group_id: 8001, default: true };
}
