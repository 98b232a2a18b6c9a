// npm start: the main job on real input. A synth that passes, one that is refused, and the check of a genuine plan.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx/cli');
const cli = 'bin/genesys-scopes.js';

const STEPS = [
  { title: 'The example app is synthesized', run: [tsx, 'examples/zendesk-migration/main.ts'], code: 0 },
  { title: 'What it wrote passes', run: [cli, 'check', 'cdktf.out'], code: 0 },
  { title: 'The same app without one scope is refused', run: [tsx, 'examples/zendesk-migration/rejected.ts'], code: 1 },
  { title: 'A plan of the genuine provider', run: [cli, 'check', 'examples/plans/create-missing.plan.json'], code: 1 },
  {
    title: 'The same plan as a reviewer sees it',
    run: [cli, 'review', 'examples/plans/create-missing.plan.json'],
    code: 1,
  },
];

if (!existsSync(`${root}/dist/cli.js`)) {
  console.error('The package is not built yet: npm run build');
  process.exit(1);
}
rmSync(`${root}/cdktf.out`, { recursive: true, force: true });
for (const { title, run, code } of STEPS) {
  console.log(`\n── ${title} ──  node ${run.map((part) => (part === tsx ? 'tsx' : part)).join(' ')}\n`);
  const { status } = spawnSync(process.execPath, run, { cwd: root, stdio: 'inherit' });
  if (status !== code) {
    console.error(`\nexpected exit code ${code}, got ${status}`);
    process.exit(1);
  }
  console.log(`\n(exit code ${status}, as it should be)`);
}
