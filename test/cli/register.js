// Lets `node -r` load TypeScript the way the built package is loaded: synchronously, as CommonJS. (A loader such as tsx
// starts the program a few turns later, which hides faults of the very end of a process.)
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, file);
};
