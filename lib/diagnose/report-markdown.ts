import { type Problem, printed, publicText, type Text } from '../model';
import { code, joined, type Markdown, markdown } from '../reporters';
import type { Diagnosis, LookedAt } from './diagnosis';
import { placeOf } from './place';
import { causeName } from './report-text';
import { summaryOf } from './summary';
import type { Verdict } from './verdict';

/** The same to paste into an incident. */
export function diagnosisMarkdown(diagnosis: Diagnosis): string {
  const parts = [
    markdown`**${summaryOf(diagnosis)}**`,
    ...diagnosis.problems.map(problemPart),
    ...diagnosis.verdicts.map(verdictPart),
    ...(diagnosis.files.length === 0 ? [] : [markdown`### Looked at`, lines(diagnosis.files.flatMap(fileItems))]),
  ];
  return `${joined(parts, '\n\n').text}\n`;
}

function problemPart({ at, message, remedy }: Problem): Markdown {
  const advice = remedy === undefined ? markdown`` : markdown`. ${spans(remedy)}`;
  return markdown`Cannot read ${code(placeOf(at))}: ${message}${advice}`;
}

function verdictPart(verdict: Verdict): Markdown {
  const { severity, call, message, client, details = [], evidence, remedy, count } = verdict;
  const of = call === undefined ? markdown`` : markdown`: ${code(call)}`;
  const often = publicText(count > 1 ? ` (${count} times)` : '');
  return joined(
    [
      markdown`### ${publicText(severity)} ${causeName(verdict)}${of}${often}`,
      markdown`${printed`${capital(message)}.`}`,
      lines([
        ...(client === undefined ? [] : [markdown`- OAuth client: ${code(client)}`]),
        ...details.map((detail) => markdown`- ${spans(detail)}.`),
        ...evidence.map((each) => markdown`- Evidence: ${code(each)}`),
        markdown`- What to do: ${spans(remedy)}`,
      ]),
    ],
    '\n\n',
  );
}

function fileItems({ file, looked, channel }: LookedAt): Markdown[] {
  const said = channel === undefined ? markdown`` : markdown`. ${channel}`;
  return [markdown`- ${code(file)}: ${looked}${said}`];
}

function lines(items: readonly Markdown[]): Markdown {
  return joined(items, '\n');
}

function capital(text: Text): Text {
  return publicText(text.charAt(0).toUpperCase() + text.slice(1));
}

/** Backticks in the product's own sentences enclose code. */
function spans(text: Text): Markdown {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return markdown`${text}`;
  return joined(
    parts.map((part, index) => (index % 2 === 1 ? code(publicText(part)) : markdown`${publicText(part)}`)),
    '',
  );
}
