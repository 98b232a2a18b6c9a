// npm run bench [-- PART…]: measures, and writes docs/benchmarks.md. Needs `npm run build`; bench/install.sh brings the field.
// Parts: plans, start, hcl, fix, zendesk, synth; large (a plan of a gigabyte) only when it is named. What is measured replaces what
// the last run kept of that part. In the environment: QUICK=1 a tenth of every size, and the page is printed instead; RUNS (7),
// PATIENCE_SECONDS (25) for the runs of one command at one size, LIMIT_SECONDS (90) and LIMIT_MEGABYTES (8000) for one run.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA, QUICK, ROOT } from './data.mjs';
import { renderPage } from './page.mjs';
import { fix, hcl, zendesk } from './parts/folders.mjs';
import { large, plans, start } from './parts/plans.mjs';
import { synth } from './parts/synth.mjs';

const PARTS = { plans, start, hcl, fix, zendesk, synth, large };
const RESULTS = join(DATA, QUICK ? 'results.quick.json' : 'results.json');

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}; parts are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
const began = performance.now();
for (const name of named.length > 0 ? named : Object.keys(PARTS).filter((each) => each !== 'large')) {
  const groups = await PARTS[name]();
  results[name] = { date: new Date().toISOString().slice(0, 10), groups };
  writeFileSync(RESULTS, JSON.stringify(results, null, 1));
}
const page = renderPage(results);
if (QUICK) console.log(page);
else writeFileSync(join(ROOT, 'docs/benchmarks.md'), page);
console.error(`${Math.round((performance.now() - began) / 1000)} s in all`);
