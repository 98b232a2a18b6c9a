// Tries the properties and the fuzzing at length: RUNS of each cheap one, 100,000 unless the environment says otherwise, and of
// the dearer ones their share. Arguments name files of this folder (`npm run test:long -- states lists`) or are options of jest.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const args = process.argv.slice(2);
const options = args.filter((each) => each.startsWith('-'));
const names = args.filter((each) => !each.startsWith('-'));
const paths = names.length === 0 ? ['test/properties', 'test/fuzz'] : names.map((name) => `test/properties/${name}`);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, '--ci', ...paths, ...options], {
  stdio: 'inherit',
  env: { RUNS: '100000', ...process.env },
});
process.exitCode = status ?? 1;
