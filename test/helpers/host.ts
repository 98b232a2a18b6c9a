import { join, resolve } from 'node:path';
import { CDKTF, HOST } from '../../lib/host';

export { HOST } from '../../lib/host';

const ROOT = resolve(__dirname, '../..');

/** The folder that holds the package for the library under test, as the build left it. */
export const PACKAGE_HOME = HOST === CDKTF ? ROOT : join(ROOT, 'build', HOST.package);

/** Code for cdktf, or a text about it, for the library under test: what a user replaces who moves from one to the other. */
export function forHost(text: string): string {
  return text
    .replaceAll(/(['"]@?)cdktf(['"/])/g, `$1${HOST.library}$2`)
    .replaceAll(CDKTF.package, HOST.package)
    .replaceAll(CDKTF.title, HOST.title);
}
