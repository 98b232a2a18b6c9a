import { TABLES } from './table';
import { LEVEL_NAMES, VERDICT_NAMES } from './words';

const CHOICES = [...LEVEL_NAMES.map((name) => `level-${name}`), ...VERDICT_NAMES.map((name) => `verdict-${name}`)];

/**
 * Each box hides what it names: without a script, and in print as well. From the bar to its siblings, not from the body down:
 * a browser would then look at the boxes again with each of thousands of rows that it reads.
 */
const FILTERS = CHOICES.map((id) => `.filter:has(#${id}:not(:checked)) ~ section [data-kind="${id}"]`).join(',\n');

/** On small screens each cell bears the name of its column. */
const LABELS = Object.entries(TABLES)
  .flatMap(([kind, columns]) =>
    columns.map((column, index) => `.${kind} td:nth-child(${index + 1})::before { content: '${column}'; }`).slice(1),
  )
  .join('\n  ');

/** What only the report on clients has. */
export const STYLE = `
.at, .none { color: var(--soft); font-size: .875rem; }
.answer { border-left: .4rem solid var(--edge); padding-left: .75rem; }
.answer.fail { border-color: var(--fail); color: var(--fail); }
.answer.open { border-color: var(--open); color: var(--open); }
.answer.pass { border-color: var(--pass); color: var(--pass); }
nav ul { list-style: none; padding: 0; margin: .75rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
nav a { display: inline-block; padding: .25rem 0; }
.counts small { display: block; }
.sign { display: inline-block; min-width: 1.1em; text-align: center; font-weight: 700; }
.badge, .chip { display: inline-block; border-radius: .4rem; padding: .05rem .5rem; font-size: .875rem; font-weight: 600; white-space: nowrap; }
.chip { background: var(--raised); border: 1px solid var(--edge); font-weight: 400; white-space: normal; }
.level-error, .verdict-fail .sign, .badge.verdict-fail { color: var(--fail); }
.level-warning { color: var(--warn); }
.level-note { color: var(--note); }
.level-open, .verdict-open .sign, .badge.verdict-open { color: var(--open); }
.verdict-pass .sign, .badge.verdict-pass { color: var(--pass); }
.badge.level-error, .badge.verdict-fail { background: var(--fail-soft); }
.badge.level-warning { background: var(--warn-soft); }
.badge.level-note { background: var(--note-soft); }
.badge.level-open, .badge.verdict-open { background: var(--open-soft); }
.badge.verdict-pass { background: var(--pass-soft); }
.badge.verdict-accepted, .badge.verdict-ignored { background: var(--raised); }
.filter { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin-top: 1.5rem; }
.filter fieldset { border: 0; padding: 0; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
.filter legend { float: left; font-weight: 600; padding: 0; margin-right: .25rem; }
.filter label { display: inline-flex; gap: .4rem; align-items: center; min-height: 1.75rem; }
.filter input[type=checkbox] { width: 1.1rem; height: 1.1rem; margin: 0; }
#text { display: block; width: 100%; max-width: 36rem; font: inherit; padding: .4rem .6rem; margin-top: .25rem; color: inherit; background: var(--ground); border: 1px solid var(--edge); border-radius: .4rem; }
#shown { min-height: 1.5rem; margin-bottom: 0; color: var(--soft); }
.group > summary { padding: .25rem 0; }
.items, .places, .texts, .changes { list-style: none; padding: 0; margin: 0; }
.item { border-top: 1px solid var(--line); padding: .6rem 0; }
.places { font-weight: 600; }
.texts { margin-top: .25rem; }
.texts li { padding-left: 1.1rem; position: relative; overflow-wrap: anywhere; }
.texts li::before { content: '·'; position: absolute; left: .35rem; font-weight: 700; }
.remedy { color: var(--soft); }
table, caption, thead, tbody { display: block; }
tr { display: grid; gap: 0 1rem; border-bottom: 1px solid var(--line); padding: .6rem 0; }
.clients tr { grid-template-columns: 3fr minmax(8.5rem, 1.5fr) 2fr 3fr 2.5fr 3fr; }
.accepted tr { grid-template-columns: 2fr 3fr 3fr; }
.long .item { content-visibility: auto; contain-intrinsic-size: auto 5rem; }
.long tbody tr { content-visibility: auto; contain-intrinsic-size: auto 6rem; }
th, td { text-align: left; padding: 0; font-weight: 400; overflow-wrap: anywhere; min-width: 0; }
thead th { font-weight: 600; }
thead tr { border-bottom: 2px solid var(--edge); }
tbody th > code { font-weight: 600; }
td small, th small, .line { display: block; unicode-bidi: isolate; }
td .badge { white-space: normal; }
td .changes small { display: inline; }
${FILTERS},
.filter:has(#only-new:checked) ~ section .old { display: none; }
@media (max-width: 60rem) {
  thead { position: absolute; left: -100rem; }
  .clients tr, .accepted tr { display: block; }
  tbody tr { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; margin-bottom: .75rem; }
  .long tbody tr { contain-intrinsic-size: auto 20rem; }
  th, td { display: block; padding: .2rem 0; }
  td::before { display: block; color: var(--soft); font-size: .875rem; }
  ${LABELS}
}
@media print {
  nav, .filter { display: none; }
  .item, tbody tr { break-inside: avoid; }
  .long .item, .long tbody tr { content-visibility: visible; }
}
@media (forced-colors: active) {
  .badge, .chip { border: 1px solid; }
}
`;
