import { createHash } from 'node:crypto';
import { publicText, type Report } from '../model';
import { TOOL, VERSION } from '../version';
import { clientSection } from './html-clients';
import { acceptedSection, ignoredSection } from './html-exceptions';
import { filterBar } from './html-filter';
import { findingSection } from './html-findings';
import { answerOf, overview, problemSection, stepSection } from './html-overview';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import { type Html, html } from './html-tag';
import { VERDICT_NAMES, VERDICT_WORDS } from './html-words';
import type { ReporterOptions } from './text';

/** By hashes, so that nothing but the page's own style and script works, whatever a name from a source were to bring. */
const POLICY = [
  "default-src 'none'",
  `style-src '${sha256(STYLE)}'`,
  `script-src '${sha256(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** From this many findings and clients on, the browser lays out only what comes into view. */
const LONG = 200;

/** The report as one page for a browser: it loads nothing, and all but the search works without its script. */
export function renderHtml(report: Report, { fails }: ReporterOptions): string {
  const answer = answerOf(report, fails);
  const isLong = report.findings.length + report.clients.length > LONG;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${publicText(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${answer.text} – OAuth scopes</title>
${RAW_STYLE}
</head>
<body${isLong ? html` class="long"` : html``}>
<a class="skip" href="#main">To the report</a>
<header>
${overview(report, answer)}
${navigation(report)}
</header>
<main id="main" tabindex="-1">
${problemSection(report)}${filterBar(report)}
${findingSection(report)}
${stepSection(report)}
${clientSection(report)}
${acceptedSection(report)}${ignoredSection(report)}</main>
${footer(report)}
${RAW_SCRIPT}
</body>
</html>
`;
  return page.text;
}

const RAW_STYLE = raw('style', STYLE);
const RAW_SCRIPT = raw('script', SCRIPT);

/** The only text that goes into the page as it is: these two are the product's own. */
function raw(tag: 'style' | 'script', content: string): Html {
  const strings = [`<${tag}>${content}</${tag}>`];
  return html(Object.assign(strings, { raw: strings }));
}

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function navigation({ findings, clients, accepted, summary, problems }: Report): Html {
  const sections: readonly (readonly [string, string, number])[] = [
    ['problems', 'What could not be read', problems.length],
    ['findings', 'Findings', findings.length],
    ['clients', 'Clients', clients.length],
    ['accepted', 'Accepted', accepted.length],
    ['ignored', 'Ignored', summary.ignored],
  ];
  const links = sections
    .filter(([id, , count]) => count > 0 || id === 'findings' || id === 'clients')
    .map(
      ([id, label, count]) => html`
<li><a href="#${publicText(id)}">${publicText(label)} (${count})</a></li>`,
    );
  return html`<nav aria-label="Sections"><ul>${links}
</ul></nav>`;
}

function footer({ catalog }: Report): Html {
  const words = VERDICT_NAMES.map((verdict) => {
    const { word, meaning } = VERDICT_WORDS[verdict];
    return html`
<dt>${publicText(word)}</dt><dd>${publicText(meaning)}</dd>`;
  });
  return html`<footer>
<details><summary>What the verdicts mean</summary><dl>${words}
</dl></details>
<p>Judged by the catalogue of ${publicText(catalog.date)} (${publicText(catalog.source)}), by ${publicText(TOOL)} ${publicText(VERSION)}.</p>
</footer>`;
}
