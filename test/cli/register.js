// Lets `node -r` load TypeScript the way the built package is loaded: synchronously, as CommonJS. (A loader such as tsx
// starts the program a few turns later, which hides faults of the very end of a process.)
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

// The day is that of the tests in this process: the age of the catalogue is told by it.
const TODAY = "exports.today = () => '2026-11-25';";

const CACHE = join(__dirname, '../../node_modules/.cache/genesys-scopes/register');

const OPTIONS = {
  swcrc: false,
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

require.extensions['.ts'] = (module, file) => {
  if (file.endsWith(join('lib', 'check', 'today.ts'))) return module._compile(TODAY, file);
  module._compile(compiled(readFileSync(file, 'utf8'), file), file);
};

/** A process that starts compiles nothing that another has compiled. */
function compiled(text, filename) {
  const kept = join(CACHE, `${createHash('sha1').update(JSON.stringify(OPTIONS)).update(text).digest('hex')}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(text, { ...OPTIONS, filename });
    mkdirSync(CACHE, { recursive: true });
    // Whole or not at all, for the others that start.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
    return code;
  }
}
