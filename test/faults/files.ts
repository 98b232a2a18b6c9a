import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/run-cli';
import { body, entry, LACKS_USERS, plan, TYPE } from '../sources/inputs';

/** A plan of one client that lacks a scope. */
export const BAD = plan([entry(`${TYPE}.a`, { after: body({ scopes: LACKS_USERS }) })]);

/** A plan of one client that passes. */
export const GOOD = plan([entry(`${TYPE}.a`)]);

/** A plan whose report is larger than what a pipe or a small disk holds. */
export const LARGE = plan(
  Array.from({ length: 2_000 }, (_, index) =>
    entry(`${TYPE}.bad_${index}`, { after: body({ name: `client ${index}`, scopes: LACKS_USERS }) }),
  ),
);

export const HCL = readFileSync(join(ROOT, 'test/fixtures/exports/export-hcl/genesyscloud.tf'), 'utf8');

export const isRoot = process.getuid?.() === 0;
/** For what the system refuses to nobody but root. */
export const asUser = isRoot ? test.skip : test;
export const onLinux = process.platform === 'linux' ? test : test.skip;
