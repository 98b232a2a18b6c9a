import { publicText, type Report } from '../../model';
import { foldClients, foldFindings } from '../fold';
import { acceptedText } from '../summary';
import { inSources, row, table } from './table';
import { type Html, html, name, names, when } from './tag';

/** What persons accepted, with their reasons. */
export function acceptedSection({ accepted, sources }: Report): Html {
  return when(foldFindings(accepted), (folded) => {
    const rows = folded.map(({ finding, sources: where }) => {
      const { rule, instances, source, message } = finding;
      const who = instances.length === 0 ? name(source) : names(instances);
      return row(html`${who}${inSources(where, sources.length === 1)}`, [
        html`<strong>${publicText(rule)}</strong> ${message}`,
        html`${acceptedText(finding)}`,
      ]);
    });
    return html`<section aria-labelledby="accepted">
<h2 id="accepted">Accepted</h2>
${table('accepted', 'Findings that somebody accepted, with the reason', rows)}
</section>
`;
  });
}

/** Clients that are left out, with the reasons. */
export function ignoredSection({ clients, sources }: Report): Html {
  return when(foldClients(clients.filter(({ verdict }) => verdict === 'ignored')), (folded) => {
    const items = folded.map(
      ({ client: { address, reason }, sources: where }) => html`
<li>${name(address)}: ${reason ?? publicText('no reason is given')}${inSources(where, sources.length === 1)}</li>`,
    );
    return html`<section aria-labelledby="ignored">
<h2 id="ignored">Ignored</h2>
<ul>${items}
</ul>
</section>
`;
  });
}
