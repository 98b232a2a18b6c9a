import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { filesBelow } from '../helpers/tree';
import { terraformOrSkip } from '../terraform/binary';
import { actionsOf } from '../terraform/plan';
import { withTerraform } from '../terraform/terraform';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../..');
const CDKTF = join(ROOT, 'examples/zendesk-migration');
const CDKTN = join(ROOT, 'examples/cdktn/zendesk-migration');
const APPS = ['main.ts', 'profiles.ts'];

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-moved-')));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = new Map<string, Record<string, string>>();

/** Runs an app of the examples, once, against the package that was built, and gives what it wrote. */
function synthesize(app: string): Record<string, string> {
  const files = written.get(app) ?? synthesizeNow(app);
  written.set(app, files);
  return files;
}

function synthesizeNow(app: string): Record<string, string> {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const out = join(folder, 'cdktf.out');
  rmSync(out, { recursive: true, force: true });
  const run = spawnSync(process.execPath, [tsx, '--tsconfig', join(ROOT, 'tsconfig.json'), app], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stdout + run.stderr);
  return filesBelow(out);
}

/** The same without the version of the library, and with the places of code as from one folder. */
function compared(files: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      const alike = text.replaceAll('examples/cdktn/zendesk-migration', 'examples/zendesk-migration');
      const value = JSON.parse(alike);
      for (const part of [value, value['//']?.metadata]) {
        if (typeof part?.version === 'string') part.version = part.version.replace(/^0\.(21|24)\.0$/, 'of the library');
      }
      return [name, value];
    }),
  );
}

test('the app for cdktn is that for cdktf after the step of the page, and is shown on the page of the package', () => {
  const page = readFileSync(join(ROOT, 'docs/cdktn.md'), 'utf8');
  const command = /^ *(sed -i\.bak -E .*) \$\(git ls-files '\*\.ts'\)$/m.exec(page)?.[1];
  const moved = join(folder, 'moved');
  cpSync(CDKTF, moved, { recursive: true });
  execFileSync('sh', ['-c', `${command} *.ts && rm *.bak`], { cwd: moved });
  expect(filesBelow(moved)).toEqual(filesBelow(CDKTN));
  expect(readdirSync(CDKTN).sort()).toEqual(readdirSync(CDKTF).sort());
  const shown = readFileSync(join(ROOT, 'packages/cdktn-genesyscloud-scopes/README.md'), 'utf8');
  expect(shown).toContain(`\`\`\`ts\n${readFileSync(join(CDKTN, 'main.ts'), 'utf8')}\`\`\`\n`);
});

test.each(APPS)('%s writes the same with both libraries, but for the version of the library', (app) => {
  const [before, after] = [synthesize(join(CDKTF, app)), synthesize(join(CDKTN, app))];
  expect(Object.keys(after)).toEqual([
    'manifest.json',
    'stacks/zendesk-migration/cdk.tf.json',
    'stacks/zendesk-migration/genesys-scopes.map.json',
  ]);
  expect(compared(after)).toEqual(compared(before));
  expect([before, after].map((files) => JSON.parse(files['manifest.json'] ?? '').version)).toEqual([
    '0.21.0',
    '0.24.0',
  ]);
});

test('the app that lacks a scope is refused by both, with the same words', () => {
  const refusals = [CDKTF, CDKTN].map((example) => {
    try {
      return JSON.stringify(synthesize(join(example, 'rejected.ts')));
    } catch (error) {
      return String(error).replaceAll('examples/cdktn/', 'examples/');
    }
  });
  expect(refusals[0]).toContain('lacks the required scope "webphone:use"');
  expect(refusals[1]).toBe(refusals[0]);
});

terraformOrSkip('the plan after the move', () => {
  test.each(APPS)('of %s is empty', (app) =>
    withTerraform(async ({ write, plan, apply, showPlan, clients }) => {
      const stack = (files: Record<string, string>) => ({
        'cdk.tf.json': files['stacks/zendesk-migration/cdk.tf.json'] ?? '',
      });
      write(stack(synthesize(join(CDKTF, app))));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(actionsOf(await showPlan())).not.toEqual([]);
      expect(await apply()).toMatchObject({ code: 0, errors: [] });
      const before = clients();
      write(stack(synthesize(join(CDKTN, app))));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      const planned = await showPlan();
      expect(actionsOf(planned)).toEqual([]);
      expect(JSON.stringify(planned)).toContain('"no-op"');
      expect(await apply()).toMatchObject({ code: 0, errors: [] });
      expect(clients()).toEqual(before);
    }),
  );
});
