import { publicText, type Text } from '../model';
import { type Html, html } from '../reporters/html';
import type { AttentionGroup } from './attention';
import { OUTCOME_WORDS, persons } from './html-words';
import type { PersonRow } from './person';

/** Everybody who needs a look, by what for. */
export function attentionSection(groups: readonly AttentionGroup[]): Html {
  return html`<section aria-labelledby="attention">
<h2 id="attention">Who needs a look</h2>
${groups.length === 0 ? html`<p>Nobody: all signs fit together.</p>` : html`${groups.map(groupHtml)}`}
</section>`;
}

function groupHtml({ outcome, title, people, shown }: AttentionGroup): Html {
  const rest = people - shown.length;
  // To have no client asks for nothing.
  const isOpen = outcome === 'unplaced' || outcome === 'client';
  return html`<details class="group"${isOpen ? html` open` : html``}>
<summary><h3>${title}</h3> <span class="count">${persons(people)}, ${publicText(OUTCOME_WORDS[outcome].word)}</span></summary>
<div class="scroll"><table>
<caption>${title}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Email</th><th scope="col">Support id</th><th scope="col">Chat id</th><th scope="col">Profile</th><th scope="col">To look at</th><th scope="col">Groups and departments</th></tr></thead>
<tbody>${shown.map(personRow)}
</tbody></table></div>
${rest > 0 ? html`<p>And ${persons(rest)} more, who are in the CSV file.</p>` : html``}</details>
`;
}

function personRow({ placement, ...person }: PersonRow): Html {
  const { userId, chatAgentIds, name, email, groups, departments } = person;
  const look = placement.attention;
  return html`
<tr><th scope="row">${name === '' ? html`no name` : personal(name)}</th><td>${personal(email)}</td><td>${userId ?? publicText('')}</td><td>${publicText(chatAgentIds.join(', '))}</td><td>${publicText(placement.profile ?? 'none')}</td><td>${look.length === 0 ? html`` : html`<ul>${look.map((each) => html`<li>${each}</li>`)}</ul>`}</td><td>${personal([...groups, ...departments].join(', '))}</td></tr>`;
}

/** Data of a person: printed here, and in the CSV, because this is the report on people that was asked for. */
function personal(text: string): Html {
  const shown: Text = publicText(text);
  return text === '' ? html`` : html`<bdi>${shown}</bdi>`;
}
