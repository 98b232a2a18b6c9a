import { expectFixture } from './fixture';
import { everything, render, reportOfPlan } from './reports';

const FILES = {
  sarif: 'sarif',
  junit: 'junit.xml',
  gitlab: 'gitlab.json',
  github: 'github.txt',
  html: 'html',
} as const;
const FORMATS = Object.entries(FILES) as [keyof typeof FILES, string][];

describe.each(['declared', 'lifecycle'])('the report of %s.plan.json', (plan) => {
  test.each(FORMATS)('as %s', async (format, ending) => {
    expectFixture(`${plan}.${ending}`, render(format, await reportOfPlan(plan)));
  });
});

test.each(FORMATS)('a report with one of everything, as %s', async (format, ending) => {
  expectFixture(`everything.${ending}`, render(format, await everything()));
});
