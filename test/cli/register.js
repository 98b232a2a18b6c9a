// Lets `node -r` load TypeScript the way the built package is loaded: synchronously, as CommonJS. (A loader such as tsx
// starts the program a few turns later, which hides faults of the very end of a process.)
const { join } = require('node:path');
const { transformFileSync } = require('@swc/core');

// The day is that of the tests in this process: the age of the catalogue is told by it.
const TODAY = "exports.today = () => '2026-11-25';";

require.extensions['.ts'] = (module, file) => {
  if (file.endsWith(join('lib', 'check', 'today.ts'))) return module._compile(TODAY, file);
  const { code } = transformFileSync(file, {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, file);
};
