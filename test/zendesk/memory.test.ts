import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { writeBigExport } from './big-export';

/** With LONG the size of a large company; otherwise one at which a reader that keeps everyone would run out of memory already. */
const PEOPLE = process.env.LONG ? 200_000 : 20_000;
/** What Node may keep: a limit that holds on every machine, unlike the memory of the process, which is measured in bench/. */
const HEAP_MEGABYTES = process.env.LONG ? 100 : 32;
const ROOT = resolve(__dirname, '../..');

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'zendesk-big-'));
afterAll(() => rmSync(folder, { recursive: true }));

test(`an export of ${PEOPLE} people is read in a heap of ${HEAP_MEGABYTES} MB, and everyone is counted once`, () => {
  const program = join(folder, 'child.js');
  const entryPoints = [join(__dirname, 'memory-child.ts')];
  buildSync({ entryPoints, outfile: program, bundle: true, platform: 'node', packages: 'external', target: 'node20' });
  const made = writeBigExport(join(folder, 'export'), PEOPLE);
  const args = ['export', 'people.html', 'people.csv'].map((name) => join(folder, name));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MEGABYTES}`, program, ...args],
    { encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') } },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { seconds, megabytes, ...read } = JSON.parse(stdout);
  console.log(
    `${PEOPLE} people, ${Math.round(made.bytes / 1e6)} MB: ${Math.round(megabytes)} MB of memory, ${seconds.toFixed(1)} s`,
  );
  expect(read).toEqual({
    people: PEOPLE,
    outcomes: made.outcomes,
    complete: true,
    repeated: Math.ceil(PEOPLE / 3000) * 1000,
  });
});
