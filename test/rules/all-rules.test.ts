import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_IDS, RULES } from '../../lib/rules';
import { checkExample } from './run-example';

const HELPERS = ['define.ts', 'grants.ts', 'index.ts'];

test('every rule has a file of its name, and every file is a rule', () => {
  const files = readdirSync(join(__dirname, '../../lib/rules')).filter((name) => !HELPERS.includes(name));
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual([...RULE_IDS].sort());
});

test.each(RULES)('$id: texts are whole', ({ description, rationale, remedy }) => {
  expect(description).toMatch(/^(Require|Disallow|Limit|Announce) .+\.$/);
  expect(rationale).toMatch(/[.)]$/);
  expect(remedy).toMatch(/[.)]$/);
  expect(Math.max(description.length, rationale.length)).toBeLessThanOrEqual(1024);
});

test.each(RULES)('$id: its incorrect example is reported by it, its correct one is not', ({ id, examples }) => {
  const reported = (example: typeof examples.correct) =>
    checkExample(example).findings.filter((finding) => finding.rule === id && finding.kind === 'fail');
  expect(reported(examples.incorrect)).not.toEqual([]);
  expect(reported(examples.correct)).toEqual([]);
});

test.each(RULES)(
  '$id: a finding is lower case, without a full stop, and its id is built from rule, address and subject',
  (rule) => {
    for (const finding of checkExample(rule.examples.incorrect).findings.filter((each) => each.rule === rule.id)) {
      expect(finding.message).toMatch(/^[a-z].*[^.]$/s);
      expect(finding.id).toBe(
        [rule.id, finding.address, finding.subject].filter((part) => part !== undefined).join('/'),
      );
    }
  },
);
