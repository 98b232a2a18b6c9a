import { publicText } from '../model';
import { type Html, html, name } from '../reporters/html';
import { PROFILE_IDS, profileOf } from '../scopes';
import { persons } from './html-words';
import type { ZendeskExport } from './read';
import { OUTCOME_RULES, PROFILE_RULES } from './rules';

/** How many people each profile has, and for what reasons. */
export function profileSection({ reasons }: ZendeskExport): Html {
  const rows = PROFILE_IDS.flatMap((profile) => {
    const why = reasons.filter((each) => each.profile === profile);
    const people = why.reduce((all, each) => all + each.people, 0);
    if (people === 0) return [];
    const { capabilities } = profileOf(profile);
    const can = capabilities.length === 0 ? 'needs no client' : capabilities.join(', ');
    return html`
<tr><th scope="row">${name(publicText(profile))}</th><td>${people}</td><td>${publicText(can)}</td>
<td><ul>${why.map((each) => html`<li>${each.reason} <span class="count">(${persons(each.people)})</span></li>`)}</ul></td></tr>`;
  });
  const table = html`<div class="scroll"><table>
<caption>Profiles that people have, with the reasons</caption>
<thead><tr><th scope="col">Profile</th><th scope="col">People</th><th scope="col">The client can</th><th scope="col">Because of</th></tr></thead>
<tbody>${rows}
</tbody></table></div>`;
  return html`<section aria-labelledby="profiles">
<h2 id="profiles">Profiles</h2>
${rows.length === 0 ? html`<p>Nobody has one.</p>` : table}
</section>`;
}

/** By what people were placed, so that nobody has to believe it. */
export function ruleSection(): Html {
  const rows = [...OUTCOME_RULES, ...PROFILE_RULES].map(
    ({ places, reason, source }) => html`
<tr><th scope="row">${publicText(reason)}</th><td>${publicText(places)}</td><td>${publicText(source)}</td></tr>`,
  );
  return html`<section aria-labelledby="rules">
<h2 id="rules">How people are placed</h2>
<details class="group"><summary>The rules, with their sources</summary>
<div class="scroll"><table>
<caption>The first that fits decides</caption>
<thead><tr><th scope="col">Sign</th><th scope="col">Outcome or profile</th><th scope="col">Source</th></tr></thead>
<tbody>${rows}
</tbody></table></div></details>
</section>
`;
}
