import { TABLES } from './html-table';
import { LEVEL_NAMES, VERDICT_NAMES } from './html-words';

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

/** Every pair of colours of text and ground has a contrast of 4.5 or more, in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --line: #d0d5dc; --edge: #767d88;
  --text: #1c2026; --soft: #505967; --link: #0b57b7;
  --fail: #b3261e; --fail-soft: #fdecea; --open: #6a4bb3; --open-soft: #f1ecfb;
  --warn: #7a4d00; --warn-soft: #fdf1dc; --pass: #1b6e3c; --pass-soft: #e4f4ea; --note: #185b93; --note-soft: #e6f1fa;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --raised: #1d2128; --line: #3a414c; --edge: #8a93a1;
    --text: #e7eaef; --soft: #b0b8c4; --link: #8ab8f5;
    --fail: #ff9a91; --fail-soft: #3a1b19; --open: #c5b0f5; --open-soft: #2a2340;
    --warn: #f0bd6a; --warn-soft: #35270f; --pass: #7fd69d; --pass-soft: #15301f; --note: #8fc4f0; --note-soft: #15293a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 80rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
footer { padding-top: 1rem; padding-bottom: 2rem; color: var(--soft); border-top: 1px solid var(--line); margin-top: 2.5rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: .25rem 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; display: inline; }
p { margin: .5rem 0; }
a { color: var(--link); }
code { font-family: ui-monospace, 'Cascadia Mono', Consolas, monospace; font-size: .9em; overflow-wrap: anywhere; unicode-bidi: isolate; }
small, .soft, .count, .at, .none { color: var(--soft); font-size: .875rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .5rem 1rem; z-index: 1; }
.eyebrow { margin: 0; color: var(--soft); font-weight: 600; }
.answer { border-left: .4rem solid var(--edge); padding-left: .75rem; }
.answer.fail { border-color: var(--fail); color: var(--fail); }
.answer.open { border-color: var(--open); color: var(--open); }
.answer.pass { border-color: var(--pass); color: var(--pass); }
nav ul, .counts { list-style: none; padding: 0; margin: .75rem 0; display: flex; flex-wrap: wrap; gap: .5rem; }
nav ul { gap: .25rem 1.25rem; }
nav a { display: inline-block; padding: .25rem 0; }
.counts li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; }
.counts strong { font-size: 1.15rem; }
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
.panel { border: 1px solid var(--line); border-left: .4rem solid var(--edge); border-radius: .5rem; padding: .25rem 1rem; margin-top: 1.5rem; }
.panel.fail { border-left-color: var(--fail); }
.panel.open { border-left-color: var(--open); }
.panel h2 { margin: .75rem 0 .5rem; }
.filter { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin-top: 1.5rem; }
.filter fieldset { border: 0; padding: 0; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
.filter legend { float: left; font-weight: 600; padding: 0; margin-right: .25rem; }
.filter label { display: inline-flex; gap: .4rem; align-items: center; min-height: 1.75rem; }
.filter input[type=checkbox] { width: 1.1rem; height: 1.1rem; margin: 0; }
#text { display: block; width: 100%; max-width: 36rem; font: inherit; padding: .4rem .6rem; margin-top: .25rem; color: inherit; background: var(--ground); border: 1px solid var(--edge); border-radius: .4rem; }
#shown { min-height: 1.5rem; margin-bottom: 0; color: var(--soft); }
details > summary { cursor: pointer; }
.group { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; margin-bottom: .75rem; }
.group > summary { padding: .25rem 0; }
.items, .places, .texts, .changes { list-style: none; padding: 0; margin: 0; }
.item { border-top: 1px solid var(--line); padding: .6rem 0; }
.places { font-weight: 600; }
.texts { margin-top: .25rem; }
.texts li { padding-left: 1.1rem; position: relative; overflow-wrap: anywhere; }
.texts li::before { content: '·'; position: absolute; left: .35rem; font-weight: 700; }
.remedy { color: var(--soft); }
table, caption, thead, tbody { display: block; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
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
dt { font-weight: 600; color: var(--text); }
dd { margin: 0 0 .5rem; }
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
  .skip, nav, .filter { display: none; }
  .item, tbody tr { break-inside: avoid; }
  .long .item, .long tbody tr { content-visibility: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
@media (forced-colors: active) {
  .badge, .chip { border: 1px solid; }
}
`;
