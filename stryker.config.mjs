import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['lib/{rules,scopes,policy,check}/**/*.ts'],
  plugins: ['./test/mutation/runner.cjs', './test/mutation/prose.mjs'],
  ignorers: ['prose'],
  testRunner: 'circus',
  coverageAnalysis: 'perTest',
  // Tables and lists of rules are made when a module is loaded: mutants of them run against all tests.
  ignoreStatic: false,
  concurrency: Number(process.env.CONCURRENCY ?? 1),
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false, reportMutants: false },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  htmlReporter: { fileName: 'reports/mutation/report.html' },
  thresholds: { high: 98, low: 95, break: 95 },
  // Beside the project a copy of it would be taken for a second package of the same name.
  tempDirName: join(tmpdir(), 'genesys-scopes-mutation'),
  ignorePatterns: [
    '**',
    '!lib/**',
    '!data/**',
    '!test/**',
    '!package.json',
    '!tsconfig.json',
    'test/{action,terraform,package,types,softphone}/**',
  ],
  // A machine that is busy makes no mutant look killed.
  timeoutMS: 30_000,
};
