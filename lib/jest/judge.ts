import { check, today } from '../check';
import { areWhole, type Finding, MISSING_SCOPE, type Report } from '../model';
import { renderText } from '../reporters';
import { type Judging, judgingBy } from './policy';
import { type Received, readReceived } from './read';
import type { RequiredScopesOptions } from './types';

/** `neither`: it can be said neither that the scopes are there nor that one is missing. */
export interface Judgment {
  readonly verdict: 'has' | 'lacks' | 'neither';
  readonly text: string;
}

/** Judges what a matcher was given, by the rules of the synth gate. */
export function judgeReceived(received: unknown, options: RequiredScopesOptions): Judgment {
  const judging = judgingBy(options);
  if (typeof judging === 'string') return neither(judging);
  const read = readReceived(received);
  if (typeof read === 'string') return neither(read);
  if (!read.isNamed && speaksOfSingleStacks(judging)) return neither(UNNAMED_STACK);
  return judge(read, judging, options.unknown ?? 'fail');
}

function judge({ readings }: Received, { policy, catalog }: Judging, unknown: 'pass' | 'fail'): Judgment {
  const report = check(readings, policy, { today: today(), catalog });
  const errors = report.findings.filter(({ kind, severity }) => kind === 'fail' && severity === 'error');
  const open = report.findings.filter(({ kind, rule }) => kind === 'open' && rule === MISSING_SCOPE);
  const show = (findings: readonly Finding[]) => textOf({ ...report, findings });
  if (report.problems.length > 0) return neither(show(errors));
  if (errors.some(({ rule }) => rule === MISSING_SCOPE)) return { verdict: 'lacks', text: show([...errors, ...open]) };
  if (errors.length > 0)
    return neither(`no required scope is missing, but the synth gate refuses it:\n\n${show(errors)}`);
  if (open.length > 0 && unknown === 'fail') return neither(`${show(open)}\n\n${NO_PASS}`);
  if (unknown === 'fail' && !areWhole(report.sources)) return neither(`${show([])}\n\n${NO_PASS}`);
  if (!isAnythingAsked(report))
    return neither(`nothing is asked of any client, so there is nothing to assert:\n\n${show([])}`);
  return { verdict: 'has', text: show([]) };
}

const NO_PASS = "What is not known or seen here is no pass: { unknown: 'pass' } leaves it to the plan.";

const UNNAMED_STACK =
  'the policy has entries for single stacks (source), and the text does not say which stack it is of: give the stack itself';

function isAnythingAsked({ clients }: Report): boolean {
  return clients.some(({ verdict, profile }) => verdict !== 'ignored' && profile !== null);
}

function speaksOfSingleStacks({ policy: { clients, acknowledgments } }: Judging): boolean {
  return [...clients, ...acknowledgments].some(({ sources }) => sources !== undefined);
}

function neither(text: string): Judgment {
  return { verdict: 'neither', text };
}

/** As the synth gate prints it. */
function textOf(report: Report): string {
  return renderText(report, { color: false, quiet: false, fails: false }).trimEnd();
}
