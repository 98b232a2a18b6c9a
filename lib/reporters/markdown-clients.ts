import { type ClientVerdict, publicText, type Report, type ScopeChange } from '../model';
import { type FoldedClient, foldClients } from './fold';
import { codes, details, inSources, list, type Markdown, section } from './markdown-parts';
import { code, joined, lines, markdown } from './markdown-tag';

/** The clients that a plan touches, each scope with + or −, and what it is for; and in one line those plans that touch none. */
export function changedSection({ clients, sources }: Report): Markdown | undefined {
  const changed = foldClients(clients.filter(isChanged));
  const touched = new Set(clients.filter(isChanged).map(({ source }) => source));
  const untouched = sources.filter(
    ({ kind, gap, label }) => kind === 'plan' && gap !== 'unreadable' && !touched.has(label),
  );
  const items = changed.map((each) => changedItem(each, sources.length === 1));
  return section('Clients that change', [
    ...(items.length === 0 ? [] : [list(items)]),
    ...(untouched.length === 0
      ? []
      : [
          markdown`${untouched.length} ${publicText(untouched.length === 1 ? 'plan changes' : 'plans change')} no client: ${codes(
            untouched.map(({ label }) => label),
            10,
          )}`,
        ]),
  ]);
}

function isChanged({ action, importing, movedFrom, drift }: ClientVerdict): boolean {
  return (
    importing || movedFrom !== null || drift !== null || (action !== null && action !== 'no-op' && action !== 'read')
  );
}

function changedItem({ client, sources }: FoldedClient, isOnly: boolean): Markdown {
  const { address, profile, verdict, movedFrom, importing, drift } = client;
  const about = profile === null ? markdown`` : markdown`, profile ${code(profile)}`;
  return lines(
    markdown`**${publicText(verdict)}** ${code(address)}${inSources(sources, isOnly)}: ${actionText(client)}${about}`,
    ...(movedFrom === null ? [] : [markdown`  - moved from ${code(movedFrom)}`]),
    ...(importing ? [markdown`  - imported: it exists in the organisation already`] : []),
    ...(drift ?? []).map((change) => markdown`  - outside Terraform ${wordOf(change)} ${code(change.scope)}`),
    ...(client.action === 'delete' || client.action === 'forget' ? [] : scopeLines(client)),
  );
}

/** What the plan does; a client that is only moved or imported, or that drifted, is not changed by it. */
function actionText({ action, importing, movedFrom }: ClientVerdict) {
  if (action !== null && action !== 'no-op') return publicText(action);
  return publicText(importing ? 'only imported' : movedFrom === null ? 'unchanged' : 'only moved');
}

function wordOf({ change }: ScopeChange) {
  return publicText(change === 'added' ? 'somebody added' : 'somebody removed');
}

function scopeLines({ scopeChanges: changes, verdict }: ClientVerdict): Markdown[] {
  if (changes === null) {
    return [markdown`  - its scopes are ${publicText(verdict === 'open' ? 'not known yet' : 'sensitive')}`];
  }
  if (changes.length === 0) return [markdown`  - its scopes stay as they are`];
  return changes.map(({ scope, change, purpose }) => {
    const sign = publicText(change === 'added' ? '+' : '−');
    return purpose === null ? markdown`  - ${sign} ${code(scope)}` : markdown`  - ${sign} ${code(scope)} to ${purpose}`;
  });
}

/** Every client with its verdict, for who wants to see what was judged. */
export function clientsDetails({ clients, sources }: Report): Markdown | undefined {
  const judged = foldClients(clients.filter(({ verdict }) => verdict !== 'ignored'));
  return details(
    'Clients',
    judged.length,
    judged.length === 0
      ? []
      : [
          list(
            judged.map((each) => clientItem(each, sources.length === 1)),
            200,
          ),
        ],
  );
}

function clientItem({ client, sources }: FoldedClient, isOnly: boolean): Markdown {
  const { verdict, address, profile, vocabulary, missing, unpublished } = client;
  const about = profile === null || vocabulary === null ? [] : [markdown`${profile}, ${publicText(vocabulary)} names`];
  const lacks = missing.length === 0 ? [] : [markdown`lacks ${codes(missing, 10)}`];
  const byNames = unpublished === 0 || verdict !== 'pass' ? [] : [markdown`by unpublished names`];
  const facts = joined([...about, ...lacks, ...byNames], '; ');
  return markdown`**${publicText(verdict)}** ${code(address)}${inSources(sources, isOnly)}${facts.text === '' ? [] : [markdown` (${facts})`]}`;
}

export function ignoredDetails({ clients, sources }: Report): Markdown | undefined {
  const ignored = foldClients(clients.filter(({ verdict }) => verdict === 'ignored'));
  const items = ignored.map(
    ({ client, sources: where }) =>
      markdown`${code(client.address)}${inSources(where, sources.length === 1)}: ${client.reason ?? publicText('')}`,
  );
  return details('Left out', items.length, items.length === 0 ? [] : [list(items)]);
}
