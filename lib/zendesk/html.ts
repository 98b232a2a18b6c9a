import { printed, publicText, type Text } from '../model';
import { type Html, html, htmlPage, name, when } from '../reporters/html';
import { TOOL, VERSION } from '../version';
import type { AttentionGroup } from './attention';
import { attentionSection } from './html-people';
import { profileSection, ruleSection } from './html-profiles';
import { STYLE } from './html-style';
import { OUTCOME_WORDS, persons } from './html-words';
import type { ZendeskExport } from './read';
import { OUTCOMES } from './rules';

/** The report for whoever leads the migration, as one page that loads nothing. It names people. */
export function zendeskHtml(read: ZendeskExport, groups: readonly AttentionGroup[]): string {
  const title = answerOf(read);
  return htmlPage({
    title: html`${title} – Zendesk export`,
    style: STYLE,
    body: html`<header>
<p class="eyebrow">People of the Zendesk export ${name(read.folder)}, and the Genesys Cloud client that they need</p>
<h1${read.complete ? html`` : html` class="incomplete"`}>${title}</h1>
<ul class="counts">${OUTCOMES.map(
      (outcome) => html`
<li><strong>${read.outcomes[outcome]}</strong> ${publicText(OUTCOME_WORDS[outcome].word)}</li>`,
    )}
</ul>
<p>Together ${persons(read.people)}, each counted once. <strong>This page names people: keep it where such data belongs.</strong></p>
</header>
<main id="main" tabindex="-1">
${problemSection(read)}${doubtSection(read)}${profileSection(read)}
${attentionSection(groups)}
${unusedSection(read)}${ruleSection()}</main>
<footer>
<dl>${OUTCOMES.map(
      (outcome) => html`
<dt>${publicText(OUTCOME_WORDS[outcome].word)}</dt><dd>${publicText(OUTCOME_WORDS[outcome].meaning)}</dd>`,
    )}
</dl>
<p>Made by ${publicText(TOOL)} ${publicText(VERSION)}.</p>
</footer>`,
  });
}

function answerOf({ complete, problems, people, outcomes, profiles }: ZendeskExport): Text {
  if (!complete) {
    return printed`Incomplete: ${problems.length} ${publicText(problems.length === 1 ? 'problem' : 'problems')} in reading, so people may be missing`;
  }
  if (profiles.length === 0) return printed`None of ${persons(people)} needs a client`;
  const count = printed`${profiles.length} ${publicText(profiles.length === 1 ? 'profile' : 'profiles')}`;
  const verb = publicText(outcomes.client === 1 ? 'needs' : 'need');
  return printed`${outcomes.client} of ${persons(people)} ${verb} a client, in ${count}`;
}

function problemSection({ problems }: ZendeskExport): Html {
  return when(
    problems,
    () => html`<section aria-labelledby="problems" class="panel fail">
<h2 id="problems">What could not be read</h2>
<ul>${problems.map(({ message, remedy, at: { file, line, column } }) => {
      const place = line === undefined ? file : printed`${file}:${line}:${column ?? 1}`;
      return html`
<li>${name(place)} ${message}${remedy === undefined ? html`` : html` <small>${remedy}</small>`}</li>`;
    })}
</ul>
</section>
`,
  );
}

function doubtSection({ doubts }: ZendeskExport): Html {
  return when(
    doubts,
    () => html`<section aria-labelledby="doubts" class="panel open">
<h2 id="doubts">What looks as if something were missing</h2>
<ul>${doubts.map(
      (doubt) => html`
<li>${doubt}</li>`,
    )}
</ul>
</section>
`,
  );
}

function unusedSection({ unused }: ZendeskExport): Html {
  return when(
    unused,
    () => html`<section aria-labelledby="unused">
<h2 id="unused">Files that are not used</h2>
<details class="group"><summary>${unused.length} ${publicText(unused.length === 1 ? 'file' : 'files')}</summary>
<ul>${unused.map(
      ({ file, why }) => html`
<li>${name(file)} ${why}</li>`,
    )}
</ul></details>
</section>
`,
  );
}
