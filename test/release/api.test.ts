import { join } from 'node:path';
import { apiReport, ENTRIES } from '../../scripts/release/api-report';
import { RELEASED } from '../../scripts/release/package';
import { ROOT } from '../../scripts/release/process';
import { expectReviewed } from './reviewed';

jest.setTimeout(120_000);

/** The packages differ in their host library alone, so one report is reviewed. */
const withOneHost = (report: string) => report.replaceAll('cdktn', 'cdktf');

describe.each(RELEASED)('the public surface of the package in %s', (released) => {
  test.each(Object.keys(ENTRIES))('is what was reviewed: %s', (entry) => {
    expectReviewed(join(ROOT, 'etc', `${entry}.api.md`), withOneHost(apiReport(released, entry)));
  });
});
