import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { folderOf, manifestOf, RELEASED } from './package';
import { ROOT } from './process';

/** A package whose code is inside the bundles. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** What the package itself says is in its bundles: the heads of the licences that travel along. */
export function bundledPackages(released: string): Bundled[] {
  const text = readFileSync(join(folderOf(released), 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  const packages = text.split(`\n${'-'.repeat(80)}\n\n`).map((section) => {
    const [, name, version, licence] = /^(\S+) (\S+) \((.+)\)\n/.exec(section) ?? grammar(section);
    if (name === undefined || version === undefined || licence === undefined) {
      throw new Error(`THIRD-PARTY-LICENSES.txt has a section that names no package:\n${section.slice(0, 200)}`);
    }
    return { name, version, licence };
  });
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The grammar of HCL is a file and no module; a table names the package that it comes from. */
function grammar(section: string): readonly (string | undefined)[] {
  const cell = (row: string) => new RegExp(`^\\| ${row} \\| \`?([^\`,|]+?)\`?(?:,.*)? \\|$`, 'm').exec(section)?.[1];
  return [undefined, cell('package'), cell('version'), cell('licence')];
}

/** Loads its WebAssembly beside itself, and is installed. */
const NEVER_BUNDLED = ['web-tree-sitter'];

/**
 * The packages that the sources lead to, found by bundling once more: what the build says of itself is compared with it. The
 * library leaves dependencies to the user's install; the command line takes all along.
 */
export function packagesReached(): string[] {
  // The sources name the host of the first package, and so for each.
  const { dependencies, peerDependencies } = manifestOf(RELEASED[0] as string);
  const installed = Object.keys({ ...dependencies, ...peerDependencies });
  return [
    ...new Set([
      ...packagesIn(['lib/index.ts', 'lib/jest/index.ts', 'lib/browser/index.ts'], installed),
      ...packagesIn(['lib/cli/main.ts'], NEVER_BUNDLED),
    ]),
  ].sort();
}

function packagesIn(entryPoints: string[], external: string[]): string[] {
  const options = { absWorkingDir: ROOT, bundle: true, write: false, metafile: true, platform: 'node' } as const;
  const { metafile } = buildSync({ ...options, entryPoints, external, outdir: 'nowhere', logLevel: 'warning' });
  return Object.keys(metafile.inputs).flatMap((input) => {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    return name === undefined ? [] : [name];
  });
}
