// npm run release:pack: packs what was built into build/, the same bytes wherever it is done.
import { join } from 'node:path';
import { sha256 } from './difference';
import { packForRelease, RELEASED } from './package';
import { ROOT } from './process';

for (const released of RELEASED) {
  const { path } = packForRelease(released, join(ROOT, 'build'));
  console.log(`${sha256(path)}  ${path}`);
}
