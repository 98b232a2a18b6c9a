// The results as docs/benchmarks.md.
import { PATIENCE } from './compare.mjs';
import { LIMITS } from './measure.mjs';
import { goals } from './page/goals.mjs';
import { machine } from './page/machine.mjs';
import { fieldTable, growthTable, synthTable, toolTable } from './page/tables.mjs';

/** The page: whatever part was not measured yet is left out. */
export function renderPage(results) {
  const part = (name, render) => (results[name] ? render(results[name].groups, results[name].date) : []);
  const sections = [
    ...head(results),
    ...goals(results),
    ...part('plans', plansSection),
    ...part('large', largeSection),
    ...part('start', startSection),
    ...growthSection(results),
    ...part('synth', synthSection),
  ];
  return `${sections.join('\n\n')}\n`;
}

function head(results) {
  const dates = [...new Set(Object.values(results).map(({ date }) => date))].sort();
  return [
    '# Benchmarks',
    '<!-- Written by npm run bench. -->',
    `Measured on ${dates.join(' and ')}: ${machine()}.
Other machines take other times; ratios carry further. Figures are of whole processes, started anew each time with their file in the
cache of the system: the median of 7 runs by turns, and the most memory at once. Where 7 runs would take more than ${PATIENCE} s there
are 5, 3 or one; the table says so. A run that takes more than ${LIMITS.seconds} s or ${LIMITS.megabytes / 1000} GB is ended, and one that would by what a
smaller plan took is not begun. "For 10 × as much" says how many times longer ten times the size takes.`,
    `\`\`\`shell
npm run build
bash bench/install.sh      # the tools of the field, once: a quarter of an hour
npm run bench              # everything but the plan of a gigabyte
npm run bench -- large     # that plan; name other parts to measure only those: plans, start, hcl, fix, zendesk, synth
\`\`\``,
  ];
}

function plansSection(groups) {
  const kinds = [...new Set(groups.map(({ kind }) => kind))];
  const titles = { mixed: 'Few clients among many other resources', clients: 'Clients only' };
  return [
    '## Plans, beside the field',
    `One question: which clients of people lack which of \`webphone:use\`, \`interaction:read\` and \`routing:user\`? Every tool
reads the same file, as \`terraform show -json\` prints it, and has to find the same pairs of client and scope, or nothing is
timed. \`check\` and \`review\` answer it with all their rules and the whole report; the policies of the others, in \`bench/tools\`,
answer it alone.`,
    toolTable(),
    ...kinds.flatMap((kind) => [`### ${titles[kind]}`, ...fieldTable(groups.filter((group) => group.kind === kind))]),
  ];
}

function largeSection(groups) {
  return ['## A plan of a gigabyte', 'One run each.', ...fieldTable(groups)];
}

function startSection(groups) {
  return [
    '## Start',
    `A plan with next to nothing in it (${groups[0].title}): what is left is the start. Native programs start in a fraction of
Node's time, and are ahead here whatever we do. From 22.8 on Node keeps what it compiled; how long it takes to begin at all differs
from build to build.`,
    ...fieldTable(groups, 'node -e 0'),
  ];
}

function growthSection(results) {
  const titles = {
    hcl: ['check', 'a folder of configuration, in modules of 50 resources'],
    fix: ['fix', 'configuration in which half of the clients are broken, printing the diff'],
    zendesk: ['adopt --zendesk', 'with the page and the table of everyone'],
  };
  const parts = Object.keys(titles).filter((name) => results[name]);
  if (parts.length === 0) return [];
  return ['## Configuration and migration', growthTable(parts.map((name) => [titles[name], results[name].groups]))];
}

function synthSection(rows) {
  return [
    '## The share of the synth gate in a synth',
    `One stack, measured inside one process. \`raw\` clients come from the provider's class, those of \`construct\` from
\`MigratedProfileClient\`. The gate is what is left of \`app.synth()\` after CDKTF's own work: preparing, synthesizing, writing the
manifest, walking the tree.`,
    synthTable(rows),
    `About 2 ms are spent whatever the size: a staging folder is made, read, and removed. Every raw client here has the note on
unpublished names, which the gate finds, sorts and prints; without it the share is smaller.`,
  ];
}
