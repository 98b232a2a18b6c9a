import { publicText, type Text } from '../model';
import { terminal } from '../reporters';
import type { PersonRow } from './person';

const COLUMNS: readonly (readonly [string, (person: PersonRow) => string])[] = [
  ['zendesk_user_id', ({ userId }) => (userId === null ? '' : String(userId))],
  ['chat_agent_id', ({ chatAgentIds }) => chatAgentIds.join('; ')],
  ['name', ({ name }) => name],
  ['email', ({ email }) => email],
  ['outcome', ({ placement }) => placement.outcome],
  ['profile', ({ placement }) => placement.profile ?? ''],
  ['reason', ({ placement }) => placement.reason],
  ['attention', ({ placement }) => placement.attention.join('; ')],
  ['zendesk_role', ({ role }) => role],
  ['custom_role', ({ customRole }) => customRole],
  ['chat_role', ({ chatRole }) => chatRole],
  ['groups', ({ groups }) => groups.join('; ')],
  ['chat_departments', ({ departments }) => departments.join('; ')],
  ['restrictions', ({ restrictions }) => restrictions.join('; ')],
];

/** The mark by which spreadsheets know UTF-8; RFC 4180 ends lines with CR LF. */
export const CSV_HEADER = `\ufeff${line(COLUMNS.map(([name]) => name))}`;

/** A person as a line of the table, by RFC 4180. */
export function csvLine(person: PersonRow): string {
  return line(COLUMNS.map(([, value]) => cell(value(person))));
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

/** How a spreadsheet knows a formula, in the widths that it takes for the same; blanks before it do not help. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** What needs no second look: most cells, and there are millions. */
const PLAIN = /^(?:\w[\w .@]*\w|\w?)$/;

/** A text of somebody else's: it must be no formula where the table is opened, and steer no terminal where it is shown. */
function cell(value: string): string {
  if (PLAIN.test(value)) return value;
  const guarded = FORMULA.test(value) ? `'${value}` : value;
  const shown: Text = publicText(terminal(publicText(guarded)));
  return /[",\r\n']|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
