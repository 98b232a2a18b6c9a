import { publicText, type Report } from '../../model';
import { TOOL, VERSION } from '../../version';
import type { ReporterOptions } from '../text';
import { clientSection } from './clients';
import { acceptedSection, ignoredSection } from './exceptions';
import { filterBar } from './filter';
import { findingSection } from './findings';
import { answerOf, overview, problemSection, stepSection } from './overview';
import { htmlPage } from './page';
import { SCRIPT } from './script';
import { STYLE } from './style';
import { type Html, html } from './tag';
import { VERDICT_NAMES, VERDICT_WORDS } from './words';

/** From this many findings and clients on, the browser lays out only what comes into view. */
const LONG = 200;

/** The report as one page for a browser: it loads nothing, and all but the search works without its script. */
export function renderHtml(report: Report, { fails }: ReporterOptions): string {
  const answer = answerOf(report, fails);
  const isLong = report.findings.length + report.clients.length > LONG;
  return htmlPage({
    title: html`${answer.text} – OAuth scopes`,
    style: STYLE,
    script: SCRIPT,
    ...(isLong && { kind: 'long' }),
    body: html`<header>
${overview(report, answer)}
${navigation(report)}
</header>
<main id="main" tabindex="-1">
${problemSection(report)}${filterBar(report)}
${findingSection(report)}
${stepSection(report)}
${clientSection(report)}
${acceptedSection(report)}${ignoredSection(report)}</main>
${footer(report)}`,
  });
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
