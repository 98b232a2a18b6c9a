import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, ROOT } from '../cli/run-cli';

jest.setTimeout(120_000);

const FILES = 80;
const ROUNDS = 4;

const before = (name: string) =>
  `resource "genesyscloud_oauth_client" "${name}" {\n  name                  = "${name}"\n  authorized_grant_type = "CODE"\n  scopes                = []\n}\n`;

const after = (name: string) => before(name).replace('[]', '["webphone:use", "interaction:read", "routing:user"]');

test('of a run that is killed among many files, each file is either old or new', async () => {
  const names = Array.from({ length: FILES }, (_, index) => `c${index}`);
  let wasAmong = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await inFolder({}, async () => {
      for (const name of names) {
        mkdirSync(name);
        writeFileSync(join(name, 'main.tf'), before(name));
      }
      const contents = () => names.map((name) => readFileSync(join(name, 'main.tf'), 'utf8'));
      const isNew = (text: string, index: number) => text === after(names[index] ?? '');
      const child = spawn(process.execPath, [join(ROOT, 'bin/genesys-scopes.js'), 'fix', '--write'], {
        stdio: 'ignore',
      });
      // Each round a little later.
      const watch = setInterval(() => {
        if (contents().filter(isNew).length > round * 10) child.kill('SIGKILL');
      }, 1);
      await once(child, 'exit');
      clearInterval(watch);
      const found = contents();
      const old = found.filter((text, index) => text === before(names[index] ?? '')).length;
      expect(old + found.filter(isNew).length).toBe(FILES);
      if (old > 0 && old < FILES) wasAmong += 1;
    });
  }
  // Else nothing was seen of a run that was cut short.
  expect(wasAmong).toBeGreaterThan(0);
});
