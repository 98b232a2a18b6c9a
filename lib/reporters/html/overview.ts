import { areWhole, printed, publicText, type Report, type Text } from '../../model';
import { nextSteps } from '../next-steps';
import { placeText, sourceNotes } from '../summary';
import { counted, type Html, html, name, prose, when } from './tag';
import { VERDICT_NAMES, VERDICT_WORDS } from './words';

/** The answer in one line, and the state that gives it its colour. */
export interface Answer {
  readonly state: 'fail' | 'open' | 'pass' | 'none';
  readonly text: Text;
  /** Present where the exit code of the command says another thing than the line. */
  readonly addition?: Text;
}

/** `fails`: what the command ends in. Whatever could not be read is no pass, even where every client that was read passes. */
export function answerOf(report: Report, fails: boolean): Answer {
  const failing = failingText(report);
  const { problems } = report;
  if (problems.length > 0) {
    const rest = failing === undefined ? publicText('') : printed`, and ${failing}`;
    return { state: 'fail', text: printed`${counted(problems.length, 'input')} could not be read${rest}` };
  }
  if (failing !== undefined) {
    if (fails) return { state: 'fail', text: failing };
    return { state: 'open', text: failing, addition: publicText('The check does not fail by it: none of it counts.') };
  }
  const answer = otherAnswer(report);
  if (!fails) return answer;
  return {
    ...answer,
    state: 'fail',
    addition: publicText('The check fails all the same, by what was found beside that.'),
  };
}

function failingText(report: Report): Text | undefined {
  const { summary, findings } = report;
  if (summary.fail > 0) {
    return printed`${summary.fail} of ${counted(summary.clients, 'client')} ${publicText(summary.fail === 1 ? 'fails' : 'fail')}`;
  }
  const errors = findings.filter(
    ({ kind, severity, baseline }) => kind === 'fail' && severity === 'error' && !baseline,
  );
  const all = errors.length + sourceNotes(report).filter(({ severity }) => severity === 'error').length;
  return all === 0 ? undefined : printed`${counted(all, 'error')} beside the clients`;
}

function otherAnswer({ summary: { clients, open, pass }, sources }: Report): Answer {
  if (clients === 0) return { state: 'none', text: publicText('There was no client to check') };
  const all = counted(clients, 'client');
  if (open > 0) return { state: 'open', text: printed`${open} of ${all} cannot be judged yet` };
  if (!areWhole(sources))
    return {
      state: 'open',
      text: printed`${pass} of ${all} ${publicText(pass === 1 ? 'passes' : 'pass')}, but not all is seen`,
    };
  if (pass < clients)
    return {
      state: 'pass',
      text: printed`${pass} of ${all} ${publicText(pass === 1 ? 'passes' : 'pass')}, and none fails`,
    };
  return { state: 'pass', text: publicText(pass === 1 ? 'The client passes' : `All ${pass} clients pass`) };
}

/** The verdict, where the clients were read from, and how many of each verdict there are. */
export function overview(report: Report, { state, text, addition }: Answer): Html {
  const { sources, summary } = report;
  const unpublished = report.clients.filter(
    ({ verdict, unpublished: names }) => verdict === 'pass' && names > 0,
  ).length;
  return html`<p class="eyebrow">OAuth scopes of Genesys Cloud clients</p>
<h1 class="answer ${publicText(state)}">${text}</h1>${
    addition === undefined
      ? html``
      : html`
<p>${addition}</p>`
  }
${sourceLine(sources)}
<ul class="counts">${VERDICT_NAMES.map((verdict) => {
    const { word, many, sign } = VERDICT_WORDS[verdict];
    const count = summary[verdict];
    const noun = publicText(count === 1 ? word.toLowerCase() : many);
    const addition =
      verdict === 'pass' && unpublished > 0
        ? html`<small>${unpublished} of them by names that Genesys Cloud does not publish</small>`
        : html``;
    return html`
<li class="verdict-${publicText(verdict)}"><span class="sign" aria-hidden="true">${publicText(sign)}</span> <strong>${count}</strong> ${noun}${addition}</li>`;
  })}
</ul>`;
}

/** More sources than this are named in a list that is closed at first. */
const NAMED_SOURCES = 3;

function sourceLine(sources: Report['sources']): Html {
  const items = sources.map(({ label }) => html`<li>${name(label)}</li>`);
  if (sources.length > NAMED_SOURCES) {
    return html`<details><summary>Read from ${counted(sources.length, 'source')}</summary><ul>${items}</ul></details>`;
  }
  return html`<p>Read from ${sources.map(({ label }, index) => (index === 0 ? name(label) : html`, ${name(label)}`))}</p>`;
}

/** What could not be read, and what sources do not show: before the findings, as it says what they are worth. */
export function problemSection(report: Report): Html {
  const problems = report.problems.map(
    ({ message, remedy, at }) => html`
<li>${name(placeText(at))} ${message}${remedy === undefined ? html`` : html`<p class="remedy">${prose(remedy)}</p>`}</li>`,
  );
  const notes = sourceNotes(report).map(
    ({ source, message }) => html`
<li>${name(source)} ${message}</li>`,
  );
  return html`${when(
    problems,
    () => html`<section aria-labelledby="problems" class="panel fail">
<h2 id="problems">What could not be read</h2>
<ul>${problems}
</ul>
</section>
`,
  )}${when(
    notes,
    () => html`<section aria-labelledby="sources" class="panel open">
<h2 id="sources">What the sources say of themselves</h2>
<ul>${notes}
</ul>
</section>
`,
  )}`;
}

/** What is left to do beside mending what was found. */
export function stepSection(report: Report): Html {
  return when(
    nextSteps(report),
    (steps) => html`<section aria-labelledby="next">
<h2 id="next">What to do next</h2>
<ul>${steps.map(
      (step) => html`
<li>${prose(step)}</li>`,
    )}
</ul>
</section>`,
  );
}
