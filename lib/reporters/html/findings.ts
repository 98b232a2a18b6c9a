import { type Finding, publicText, type Report, type Text } from '../../model';
import { RULES } from '../../rules';
import { groupBy } from '../group';
import { placeText, standing } from '../summary';
import { counted, type Html, html, name, names, prose } from './tag';
import { LEVELS, type LevelName, levelOf } from './words';

const RATIONALES: ReadonlyMap<string, string> = new Map(RULES.map(({ id, rationale }) => [id, rationale]));

/** All findings, folded: what one rule has to say, then the clients, then what is wrong with them. */
export function findingSection({ findings, sources }: Report): Html {
  const groups = groupBy(findings, ({ rule, kind, severity, remedy }) =>
    JSON.stringify([kind, severity, rule, remedy]),
  );
  const content =
    findings.length === 0
      ? html`<p>There is nothing to say of the clients.</p>`
      : html`${[...groups.values()].map((group) => groupHtml(group, sources.length > 1))}`;
  return html`<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${content}
</section>`;
}

function groupHtml(group: readonly Finding[], severalSources: boolean): Html {
  const [first] = group as [Finding, ...Finding[]];
  const level = levelOf(first);
  const rationale = RATIONALES.get(first.rule);
  const items = foldedItems(group);
  // Notes are many and ask for nothing.
  const open = level === 'note' ? html`` : html` open`;
  return html`<details class="group${oldClass(group)}" data-kind="level-${publicText(level)}"${open}>
<summary>${badge(level)} <h3>${publicText(first.rule)}</h3> <span class="count">${counted(group.length, 'finding')}</span></summary>
${
  rationale === undefined
    ? html``
    : html`<p><strong>Why:</strong> ${prose(publicText(rationale))}</p>
`
}<p><strong>What to do:</strong> ${prose(first.remedy)}</p>
<ul class="items">${items.map((item) => itemHtml(item, level, severalSources))}
</ul>
</details>
`;
}

export function badge(level: LevelName): Html {
  const { word, sign } = LEVELS[level];
  return html`<span class="badge level-${publicText(level)}"><span class="sign" aria-hidden="true">${publicText(sign)}</span> ${publicText(word)}</span>`;
}

/** What reads the same for several clients or sources: the places once, and what is said of all of them. */
interface Item {
  readonly places: readonly Finding[];
  /** One finding for each text. All are new, or none is. */
  readonly texts: readonly Finding[];
}

function foldedItems(group: readonly Finding[]): Item[] {
  const byText = groupBy(group, (finding) => JSON.stringify([finding.message, standing(finding), finding.new]));
  const byPlaces = groupBy([...byText.values()], (alike) => JSON.stringify([alike[0]?.new, alike.map(placeOf)]));
  return [...byPlaces.values()].map((same) => ({
    places: same[0] ?? [],
    texts: same.flatMap(([first]) => (first ? [first] : [])),
  }));
}

function placeOf({ source, instances, location }: Finding) {
  return [source, instances, location ?? null];
}

/** More clients than this are in a list that is closed at first. */
const SHOWN_CLIENTS = 3;

function itemHtml({ places, texts }: Item, level: LevelName, severalSources: boolean): Html {
  const list = html`<ul class="places">${places.map((place) => html`<li>${placeHtml(place, severalSources)}</li>`)}</ul>`;
  const clients = places.reduce((all, { instances }) => all + Math.max(1, instances.length), 0);
  const where =
    clients > SHOWN_CLIENTS ? html`<details><summary>${manyPlaces(places)}</summary>${list}</details>` : list;
  return html`
<li class="item${oldClass(texts)}" data-kind="level-${publicText(level)}" data-count="${places.length * texts.length}">
${where}
<ul class="texts">${texts.map(
    (finding) => html`
<li>${finding.message}${chip(standing(finding))}</li>`,
  )}
</ul>
</li>`;
}

/** One address in many sources is named; of several the clients are counted. */
function manyPlaces(places: readonly Finding[]): Html {
  const sources = new Set(places.map(({ source }) => source)).size;
  const addresses = new Set(places.flatMap(({ instances }) => instances));
  const [only] = addresses;
  if (only === undefined) return html`${counted(sources, 'source')}`;
  const clients = places.reduce((all, { instances }) => all + instances.length, 0);
  const who = addresses.size === 1 ? name(only) : html`${counted(clients, 'client')}`;
  return sources > 1 ? html`${who} in ${counted(sources, 'source')}` : who;
}

function placeHtml({ source, instances, location }: Finding, severalSources: boolean): Html {
  // A file without a line says no more than the source does.
  const at = location?.line === undefined ? html`` : html` <span class="at">at ${name(placeText(location))}</span>`;
  if (instances.length === 0) return html`${name(source)}${at}`;
  return severalSources ? html`${names(instances)} in ${name(source)}${at}` : html`${names(instances)}${at}`;
}

function chip(text: Text | undefined): Html {
  return text === undefined ? html`` : html` <span class="chip">${text}</span>`;
}

/** What was so before the change can be hidden. */
function oldClass(findings: readonly Finding[]): Html {
  return findings.every((finding) => !finding.new) ? html` old` : html``;
}
