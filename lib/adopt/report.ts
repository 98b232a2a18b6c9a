import { printed, publicText, type Text } from '../model';
import { code, joined, type Markdown, markdown, terminal } from '../reporters';
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

/** The table in Markdown. */
export function adoptionMarkdown(adoption: Adoption): string {
  const rows = announce(adoption).map(
    (each) =>
      markdown`| ${code(each.name)} | ${code(each.address)} | ${wayOf(each)} | ${each.form} | ${codes(each.adds)} | ${codes(each.removes)} | ${remarksOf(each)} |\n`,
  );
  const notes = [...adoption.remarks, ...notesOn(adoption), summary(adoption)].map((note) => markdown`- ${note}\n`);
  return markdown`# What the first apply changes

| client | address | how | as | adds | removes | to know |
| --- | --- | --- | --- | --- | --- | --- |
${rows}
${notes}`.text;
}

function wayOf({ action, movedFrom, id }: Announcement): Markdown {
  if (movedFrom !== null) return markdown`move from ${code(movedFrom)}`;
  return action === 'import' ? markdown`import ${code(id)}` : markdown`${publicText(action)}`;
}

function codes(names: readonly Text[]): Markdown {
  return names.length === 0 ? markdown`–` : joined(names.map(code), ', ');
}

function remarksOf({ remarks }: Announcement): Markdown {
  return remarks.length === 0
    ? markdown`–`
    : joined(
        remarks.map((remark) => markdown`${remark}`),
        '<br>',
      );
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
  const open = adoption.clients.filter(({ form }) => form.kind === 'raw' && form.undecided !== undefined).length;
  const undecided = open === 0 ? '' : `; ${open} undecided, which app.synth() refuses until you decide`;
  return printed`${all.length} ${publicText(all.length === 1 ? 'client' : 'clients')} ${publicText(verb)}, none created, none destroyed; ${gain} gain scopes, ${lose} lose scopes${publicText(undecided)}`;
}
