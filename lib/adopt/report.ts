import { printed, publicText, type Text } from '../model';
import { terminal } from '../reporters';
import type { Adoption } from './adopted-client';
import { type Announcement, announce, IMPORT_NOTE } from './announce';

/** The table as lines of text. */
export function adoptionText(adoption: Adoption): string {
  const clients = announce(adoption).flatMap((each) => [
    printed`${publicText(each.action.padEnd(6))} ${each.address} (${publicText(JSON.stringify(each.name))})${movedText(each)}`,
    printed`         ${each.form}`,
    ...(each.adds.length === 0 ? [] : [printed`         + ${each.adds}`]),
    ...(each.removes.length === 0 ? [] : [printed`         - ${each.removes}`]),
    ...each.remarks.map((remark) => printed`         ! ${remark}`),
  ]);
  const lines = [...clients, ...adoption.remarks, ...notesOn(adoption), summary(adoption)];
  return lines.map((line) => `${terminal(line)}\n`).join('');
}

/** The table in Markdown. Everything from a source is written as code, of which no service makes a link or a mention. */
export function adoptionMarkdown(adoption: Adoption): string {
  const rows = announce(adoption).map((each) =>
    [
      code(each.name),
      code(each.address),
      each.movedFrom === null
        ? `${each.action}${each.action === 'import' ? ` ${code(each.id)}` : ''}`
        : `move from ${code(each.movedFrom)}`,
      prose(each.form),
      codes(each.adds),
      codes(each.removes),
      each.remarks.map(prose).join('<br>') || '–',
    ].join(' | '),
  );
  const notes = [...adoption.remarks, ...notesOn(adoption), summary(adoption)];
  return [
    '# What the first apply changes',
    '',
    '| client | address | how | as | adds | removes | to know |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    ...notes.map((note) => `- ${prose(note)}`),
    '',
  ].join('\n');
}

function movedText({ movedFrom }: Announcement): Text {
  return movedFrom === null ? publicText('') : printed` from ${movedFrom}`;
}

function notesOn({ by, clients }: Adoption): Text[] {
  return by === 'import' && clients.length > 0 ? [IMPORT_NOTE] : [];
}

function summary(adoption: Adoption): Text {
  const all = announce(adoption);
  const count = (test: (each: Announcement) => boolean) => all.filter(test).length;
  const verb = adoption.by === 'import' ? 'imported' : 'kept';
  const gain = count(({ adds }) => adds.length > 0);
  const lose = count(({ removes }) => removes.length > 0);
  return printed`${all.length} ${publicText(all.length === 1 ? 'client' : 'clients')} ${publicText(verb)}, none created, none destroyed; ${gain} gain scopes, ${lose} lose scopes`;
}

function codes(names: readonly Text[]): string {
  return names.length === 0 ? '–' : names.map(code).join(', ');
}

function code(text: Text): string {
  return `<code>${prose(text)}</code>`;
}

/** Letters, digits and blanks mean nothing in Markdown; of everything else the code is written. */
function prose(text: Text): string {
  return terminal(text).replaceAll(/[^\p{L}\p{N} ,:;.()'-]/gu, (character) => `&#${character.codePointAt(0)};`);
}
