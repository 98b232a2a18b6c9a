import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ROOT } from '../cli/run-cli';
import { HOST } from '../helpers/host';
import type { Files } from './checkout';

/** The file that starts the command line. */
const CLI = bundle();

/** The package as a project has it installed. It runs the sources. */
export function packageFiles(folder: string): Files {
  return {
    [`${folder}/package.json`]: JSON.stringify({
      name: HOST.package,
      version: '0.1.0',
      bin: { 'genesys-scopes': 'bin/genesys-scopes.js' },
      exports: { './package.json': './package.json' },
    }),
    [`${folder}/bin/genesys-scopes.js`]: `#!/usr/bin/env node\nrequire(${JSON.stringify(CLI)});\n`,
  };
}

/** The command line in one file, which starts faster than the sources do. Other tests may make the same one at this time. */
function bundle(): string {
  const folder = join(ROOT, 'node_modules/.cache/genesys-scopes-action');
  const [made, file] = [join(folder, `cli-${process.pid}.js`), join(folder, 'cli.js')];
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['lib/cli/main.ts'],
    outfile: made,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    // Looks for its own file beside itself.
    external: ['web-tree-sitter'],
  });
  renameSync(made, file);
  return file;
}
