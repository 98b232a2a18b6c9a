import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cli, type Files, inFolder, ROOT } from '../cli/run-cli';
import { some } from './runs';

const FIXTURES = join(ROOT, 'test/fixtures');
const read = (path: string) => readFileSync(join(FIXTURES, path));

/** The lengths at which a cut text ends in another exit code. */
async function readAt(file: string, bytes: Uint8Array, usual: number, args: readonly string[]): Promise<number[]> {
  const end = Buffer.from(bytes).toString().trimEnd().length;
  const lengths = Array.from({ length: end }, (_, length) => length);
  const odd: number[] = [];
  for (const length of some(lengths, usual)) {
    writeFileSync(file, bytes.subarray(0, length));
    const { code, stdout, stderr } = await cli(args);
    if (code !== 3 || stderr !== '' || !stdout.includes(`cannot read ${file}`)) odd.push(length);
  }
  return odd;
}

test.each<[string, number]>([
  ['plans/create-missing.plan.json', 300],
  ['plans/create-missing.opentofu.plan.json', 100],
  ['plans/credentials.plan.json', 100],
  ['plans/declared.plan.json', 100],
  ['plans/lifecycle.plan.json', 100],
  ['plans/postcondition-fails.plan.json', 3000],
  ['plans/unknown-whole.plan.json', 100],
  ['state/instances.plan.json', 100],
  ['state/export.tfstate', 100],
  ['state/instances.tfstate', 100],
  ['state/instances.state.json', 100],
  ['state/lifecycle.state.json', 100],
  ['exports/export-json/genesyscloud.tf.json', 100],
])('%s that is cut anywhere cannot be read', async (path, usual) => {
  const file = basename(path);
  await inFolder({}, async () => {
    expect(await readAt(file, read(path), usual, ['check', file])).toEqual([]);
  });
});

test('a stack or a manifest of synth output that is cut anywhere cannot be read', async () => {
  const stack = read('exports/export-json/genesyscloud.tf.json');
  const manifest = JSON.stringify({
    version: '0.21.0',
    stacks: { prod: { synthesizedStackPath: 'stacks/prod/cdk.tf.json' } },
  });
  const files: Files = { 'cdktf.out/manifest.json': manifest, 'cdktf.out/stacks/prod/cdk.tf.json': stack };
  await inFolder(files, async () => {
    const args = ['check', 'cdktf.out'];
    expect(await readAt('cdktf.out/stacks/prod/cdk.tf.json', stack, 150, args)).toEqual([]);
    writeFileSync('cdktf.out/stacks/prod/cdk.tf.json', stack);
    expect(await readAt('cdktf.out/manifest.json', Buffer.from(manifest), 150, args)).toEqual([]);
  });
});

test('a report that is cut anywhere is no review and no baseline', async () => {
  const plan = read('plans/declared.plan.json');
  await inFolder({ 'plan.json': plan }, async () => {
    const { stdout } = await cli(['check', 'plan.json', '--format', 'json']);
    const bytes = Buffer.from(stdout);
    // The first characters do not tell yet that it is a report; it cannot be read all the same.
    expect(await readAt('report.json', bytes, 250, ['review', 'report.json', '--format', 'text'])).toEqual([]);
    const codes = new Set<number | null>();
    for (const length of some([...bytes.keys()].slice(0, -2), 100)) {
      writeFileSync('report.json', bytes.subarray(0, length));
      codes.add((await cli(['check', 'plan.json', '--baseline', 'report.json'])).code);
    }
    expect([...codes]).toEqual([2]);
  });
});
