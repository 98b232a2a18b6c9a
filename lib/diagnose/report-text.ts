import { type Problem, printed, publicText, type Text } from '../model';
import { terminal } from '../reporters';
import type { Diagnosis, LookedAt } from './diagnosis';
import { placeOf } from './place';
import { summaryOf } from './summary';
import type { Verdict } from './verdict';

/** What failed, for a person: worst first, each with what shows it and what to do. */
export function diagnosisText(diagnosis: Diagnosis): string {
  const blocks = [
    ...diagnosis.problems.map(problemLines),
    ...groups(diagnosis.verdicts).map(groupLines),
    diagnosis.files.flatMap(fileLines),
    [summaryOf(diagnosis)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${terminal(line)}\n`).join(''))
    .join('\n');
}

function problemLines({ at, message, remedy }: Problem): Text[] {
  const place = at.column === undefined ? placeOf(at) : printed`${placeOf(at)}:${at.column}`;
  return [printed`cannot read ${place}: ${message}`, ...(remedy ? [printed`  ${remedy}`] : [])];
}

/** Verdicts that say the same of several calls stand together: what to do is told once. */
function groups(verdicts: readonly Verdict[]): readonly (readonly Verdict[])[] {
  const found = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const key = [verdict.severity, causeName(verdict), verdict.message, verdict.remedy, verdict.client].join('\n');
    found.set(key, [...(found.get(key) ?? []), verdict]);
  }
  return [...found.values()];
}

function groupLines(same: readonly Verdict[]): Text[] {
  const [first] = same as readonly [Verdict, ...Verdict[]];
  const details = [...new Set(same.flatMap((verdict) => verdict.details ?? []))];
  return [
    printed`${publicText(first.severity)} ${causeName(first)}: ${first.message}`,
    ...same.flatMap(callLines),
    ...(first.client === undefined ? [] : [printed`  OAuth client: ${first.client}`]),
    ...details.map((detail) => printed`  ${detail}.`),
    printed`  → ${first.remedy}`,
  ];
}

function callLines({ call, evidence, count }: Verdict): Text[] {
  const often = publicText(count > 1 ? ` (${count} times)` : '');
  const name = call ?? (count > 1 ? publicText('seen') : undefined);
  return [
    ...(name === undefined ? [] : [printed`  ${name}${often}`]),
    ...evidence.map((each) => printed`    | ${each}`),
  ];
}

/** What a verdict is filed under. Only what is not shown is qualified. */
export function causeName({ cause, certainty }: Verdict): Text {
  if (cause === undefined) return publicText('unclear');
  return publicText(certainty === 'shown' ? cause : `${cause} (${certainty})`);
}

function fileLines({ file, looked, channel }: LookedAt): Text[] {
  return [printed`${file}: ${looked}`, ...(channel === undefined ? [] : [printed`  ${channel}`])];
}
