/** Every pair of colours of text and ground has a contrast of 4.5 or more, in both schemes: those of the other reports. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --line: #d0d5dc; --edge: #767d88;
  --text: #1c2026; --soft: #505967; --link: #0b57b7; --fail: #b3261e; --open: #6a4bb3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --raised: #1d2128; --line: #3a414c; --edge: #8a93a1;
    --text: #e7eaef; --soft: #b0b8c4; --link: #8ab8f5; --fail: #ff9a91; --open: #c5b0f5;
  }
}
* { box-sizing: border-box; }
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
bdi { overflow-wrap: anywhere; }
small, .soft, .count { color: var(--soft); font-size: .875rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .5rem 1rem; z-index: 1; }
.eyebrow { margin: 0; color: var(--soft); font-weight: 600; }
.incomplete { color: var(--fail); border-left: .4rem solid var(--fail); padding-left: .75rem; }
.counts { list-style: none; padding: 0; margin: .75rem 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.counts li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; }
.counts strong { font-size: 1.15rem; }
.panel { border: 1px solid var(--line); border-left: .4rem solid var(--edge); border-radius: .5rem; padding: .25rem 1rem; margin-top: 1.5rem; }
.panel.fail { border-left-color: var(--fail); }
.panel.open { border-left-color: var(--open); }
.panel h2 { margin: .75rem 0 .5rem; }
details > summary { cursor: pointer; }
.group { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; margin-bottom: .75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; min-width: 6rem; }
thead th { font-weight: 600; border-bottom: 2px solid var(--edge); }
td ul { margin: 0; padding-left: 1.1rem; }
dt { font-weight: 600; color: var(--text); }
dd { margin: 0 0 .5rem; }
@media print {
  .skip { display: none; }
  tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
