import { createHash } from 'node:crypto';
import { publicText, type Text } from '../../model';
import { type Html, html } from './tag';

/** The parts in which the pages of this product differ. */
export interface PageParts {
  readonly title: Text | Html;
  /** Beyond the style that all pages have. */
  readonly style: string;
  /** @default - the page has none */
  readonly script?: string;
  /** The class of the body. @default - it has none */
  readonly kind?: 'long';
  /** What is in the body: a header, the part with the id `main`, a footer. */
  readonly body: Html;
}

/**
 * A page for a browser that loads nothing. By hashes, nothing but its own style and script works, whatever a name from a source
 * were to bring.
 */
export function htmlPage({ title, style, script, kind, body }: PageParts): string {
  const whole = PAGE_STYLE + style;
  const policy = [
    "default-src 'none'",
    `style-src '${sha256(whole)}'`,
    ...(script === undefined ? [] : [`script-src '${sha256(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${publicText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
${raw('style', whole)}
</head>
<body${kind === undefined ? html`` : html` class="${publicText(kind)}"`}>
<a class="skip" href="#main">To the report</a>
${body}
${script === undefined ? html`` : html`${raw('script', script)}\n`}</body>
</html>
`.text;
}

/** The only text that goes into the page as it is: these two are the product's own. */
function raw(tag: 'style' | 'script', content: string): Html {
  const strings = [`<${tag}>${content}</${tag}>`];
  return html(Object.assign(strings, { raw: strings }));
}

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** What all pages have. Every pair of colours of text and ground has a contrast of 4.5 or more, in both schemes. */
const PAGE_STYLE = `
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
small, .soft, .count { color: var(--soft); font-size: .875rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .5rem 1rem; z-index: 1; }
.eyebrow { margin: 0; color: var(--soft); font-weight: 600; }
.counts { list-style: none; padding: 0; margin: .75rem 0; display: flex; flex-wrap: wrap; gap: .5rem; }
.counts li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; }
.counts strong { font-size: 1.15rem; }
.panel { border: 1px solid var(--line); border-left: .4rem solid var(--edge); border-radius: .5rem; padding: .25rem 1rem; margin-top: 1.5rem; }
.panel.fail { border-left-color: var(--fail); }
.panel.open { border-left-color: var(--open); }
.panel h2 { margin: .75rem 0 .5rem; }
details > summary { cursor: pointer; }
.group { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; margin-bottom: .75rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
dt { font-weight: 600; color: var(--text); }
dd { margin: 0 0 .5rem; }
@media print {
  .skip { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
