// node bench/synth.mjs: time inside the synth gate over the time of the whole synth, in one run; a part of npm run bench.
// Needs `npm run build`. RUNS and SIZES in the environment choose others.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { App, Manifest, TerraformStack } = require('cdktf');
const { Node } = require('constructs');
const { StackSynthesizer } = require('cdktf/lib/synthesize/synthesizer');
const { MigratedProfileClient, ScopeValidation } = require('cdktf-genesyscloud-scopes');
const { GenesyscloudProvider } = require('cdktf-genesyscloud-scopes/provider/provider');
const { OauthClient } = require('cdktf-genesyscloud-scopes/provider/oauth-client');

const RUNS = Number(process.env.RUNS ?? 7);
const SIZES = (process.env.SIZES ?? '1,100,1000,5000').split(',').map(Number);
const SCOPES = ['webphone:use', 'interaction:read', 'routing:user'];
const KINDS = {
  raw: (stack, id) => new OauthClient(stack, id, { name: id, authorizedGrantType: 'CODE', scopes: SCOPES }),
  construct: (stack, id) =>
    new MigratedProfileClient(stack, id, { profile: 'agent', name: id, authorizedGrantType: 'CODE' }),
};

// What cdktf does in a synth: whatever is left of the whole is the gate's.
let cdktfTime = 0;
let inside = false;
for (const [owner, method] of [
  [StackSynthesizer.prototype, 'synthesize'],
  [TerraformStack.prototype, 'prepareStack'],
  [Manifest.prototype, 'writeToFile'],
  [Node.prototype, 'findAll'],
  [Node.prototype, 'validate'],
]) {
  const original = owner[method];
  owner[method] = function timed(...args) {
    if (inside) return original.apply(this, args); // one of them calls another: counted once
    inside = true;
    const start = performance.now();
    try {
      return original.apply(this, args);
    } finally {
      cdktfTime += performance.now() - start;
      inside = false;
    }
  };
}

process.stderr.write = () => true;

/** One synth of an app of one stack: its time, and what of it is neither the synthesizer's nor the preparation's. */
function run(make, size) {
  const outdir = mkdtempSync(join(tmpdir(), 'genesys-scopes-bench-'));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  new GenesyscloudProvider(stack, 'genesyscloud', {});
  for (let index = 0; index < size; index++) make(stack, `client${index}`);
  ScopeValidation.of(app);
  cdktfTime = 0;
  const start = performance.now();
  app.synth();
  const whole = performance.now() - start;
  rmSync(outdir, { recursive: true });
  return { whole, rest: whole - cdktfTime };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const results = SIZES.flatMap((size) => Object.keys(KINDS).map((kind) => ({ size, kind, runs: [] })));
// Interleaved, so that a slow moment of the machine hits all of them.
for (let round = 0; round <= RUNS; round++) {
  for (const result of results) {
    const measured = run(KINDS[result.kind], result.size);
    if (round > 0) result.runs.push(measured); // the first round warms up
  }
}

console.log(
  JSON.stringify(
    results.map(({ size, kind, runs }) => {
      const seconds = median(runs.map(({ whole }) => whole)) / 1000;
      const share = median(runs.map(({ whole, rest }) => rest / whole));
      return { clients: size, kind, runs: runs.length, seconds, share };
    }),
  ),
);
