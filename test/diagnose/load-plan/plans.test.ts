import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLoadPlan } from '../../../lib/diagnose/load-plan';
import { publicText } from '../../../lib/model';

const FIXTURES = join(__dirname, 'fixtures');
const plans = readdirSync(FIXTURES).filter((name) => name.endsWith('.jmx'));

/** Reads a plan of the folder as JMeter saved it. */
function read(name: string): unknown {
  const text = readFileSync(join(FIXTURES, name), 'utf8');
  return readLoadPlan(text, publicText(name), { approved: false });
}

test.each(plans)('of %s is said what stands beside it, and nothing else', (name) => {
  const expected: unknown = JSON.parse(readFileSync(join(FIXTURES, name.replace('.jmx', '.json')), 'utf8'));
  expect(read(name)).toEqual(expected);
});
