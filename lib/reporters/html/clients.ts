import { type ClientVerdict, publicText, type Report, type ScopeChange, type Text } from '../../model';
import { type FoldedClient, foldClients } from '../fold';
import { inSources, row, table } from './table';
import { address, type Html, html, name, names, when } from './tag';
import { VERDICT_WORDS } from './words';

/** Every client: what is said of it, what it holds and lacks, and what the plan does to it. */
export function clientSection({ clients, sources }: Report): Html {
  const rows = foldClients(clients).map((client) => clientRow(client, sources.length === 1));
  return html`<section aria-labelledby="clients">
<h2 id="clients">Clients</h2>
${rows.length === 0 ? html`<p>There was none to check.</p>` : table('clients', 'Every client that was read, with its verdict', rows)}
</section>`;
}

function clientRow({ client, sources }: FoldedClient, isOnly: boolean): Html {
  const { name: label, verdict, held, missing } = client;
  const called = label === null ? html`` : html` <span class="line">${label}</span>`;
  return row(
    html`${address(client.address)}${called}${inSources(sources, isOnly)}`,
    [
      verdictHtml(client),
      profileHtml(client),
      held === null ? html`<span class="none">not known, or sensitive</span>` : scopes(held),
      missing.length === 0 ? NONE : html`<strong>${names(missing)}</strong>`,
      changeHtml(client),
    ],
    html` class="client" data-kind="verdict-${publicText(verdict)}" data-count="${sources.length}"`,
  );
}

const NONE = html`<span class="none">none</span>`;

function scopes(list: readonly Text[]): Html {
  return list.length === 0 ? NONE : names(list);
}

function verdictHtml({ verdict, reason }: ClientVerdict): Html {
  const { word, sign } = VERDICT_WORDS[verdict];
  const why = reason === null || reason === '' ? html`` : html` <small>${reason}</small>`;
  return html`<span class="badge verdict-${publicText(verdict)}"><span class="sign" aria-hidden="true">${publicText(sign)}</span> ${publicText(word)}</span>${why}`;
}

const ORIGINS: Readonly<Record<ClientVerdict['origin'], string>> = {
  policy: 'named by the policy',
  construct: 'named in the code',
  assumed: 'assumed: nobody named one',
  none: 'nothing is asked of it',
};

function profileHtml({ profile, vocabulary, origin, unpublished, held }: ClientVerdict): Html {
  const which = profile === null ? NONE : name(profile);
  const spelt = vocabulary === null ? html`` : html`, ${publicText(vocabulary)} names`;
  const hint = unpublished > 0 && held !== null ? html` <small>${unpublished} of them not published</small>` : html``;
  return html`${which}${spelt} <small>${publicText(ORIGINS[origin])}</small>${hint}`;
}

function changeHtml({ action, importing, movedFrom, scopeChanges, drift }: ClientVerdict): Html {
  const done = [
    ...(action === null ? [] : [html`${publicText(action === 'no-op' ? 'unchanged' : action)}`]),
    ...(importing ? [html`import`] : []),
    ...(movedFrom === null ? [] : [html`moved from ${name(movedFrom)}`]),
  ];
  const what =
    done.length === 0
      ? html`<span class="none">no plan</span>`
      : html`${done.map((each, index) => (index === 0 ? each : html`, ${each}`))}`;
  // Of a client that comes or goes, the other columns say it all.
  const isWhole = action === 'create' || action === 'delete' || action === 'forget';
  return html`${what}${when(isWhole ? [] : (scopeChanges ?? []), changeList)}${when(
    drift ?? [],
    (changes) => html` <p>Outside Terraform somebody</p>${changeList(changes)}`,
  )}`;
}

function changeList(changes: readonly ScopeChange[]): Html {
  return html` <ul class="changes">${changes.map(({ scope, change, purpose }) => {
    const sign = publicText(change === 'added' ? '+' : '−');
    const why = purpose === null ? html`` : html` <small>to ${purpose}</small>`;
    return html`
<li><span class="sign" aria-hidden="true">${sign}</span> ${publicText(change)} ${name(scope)}${why}</li>`;
  })}</ul>`;
}
