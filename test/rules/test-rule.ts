import type { Finding } from '../../lib/model';
import { type Example, RULES } from '../../lib/rules';
import { checkExample, type Surroundings } from './run-example';

type Case = Example & Surroundings;

interface Failing {
  readonly given: Case;
  /** Each finding as `severity subject: message`, whole and in the order of the report. */
  readonly findings: readonly string[];
}

/** Runs cases of one rule: only its findings count. */
export function testRule(
  id: string,
  cases: {
    readonly pass: Readonly<Record<string, Case>>;
    readonly fail: Readonly<Record<string, Failing>>;
    /** Cases in which the rule waits, with the attribute that it waits for. */
    readonly open?: Readonly<Record<string, { readonly given: Case; readonly waitsFor: string }>>;
  },
): void {
  expect(RULES.map((rule) => rule.id)).toContain(id);
  const findingsOf = (given: Case) => checkExample(given, given).findings;
  const failing = (given: Case) => findingsOf(given).filter(({ rule, kind }) => rule === id && kind === 'fail');

  describe(id, () => {
    test.each(Object.entries(cases.pass))('passes %s', (_, given) => {
      expect(failing(given).map(line)).toEqual([]);
    });

    test.each(Object.entries(cases.fail))('reports %s', (_, { given, findings }) => {
      expect(failing(given).map(line)).toEqual(findings);
    });

    const open = Object.entries(cases.open ?? {});
    if (open.length > 0) {
      test.each(open)('leaves open %s', (_, { given, waitsFor }) => {
        expect(failing(given)).toEqual([]);
        const waiting = findingsOf(given).filter(({ kind, message }) => kind === 'open' && message.includes(`"${id}"`));
        expect(waiting.map((finding) => finding.subject)).toEqual([waitsFor]);
      });
    }
  });
}

function line({ severity, subject, message }: Finding): string {
  return `${severity}${subject === undefined ? '' : ` ${subject}`}: ${message}`;
}
