import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, inFolder, ROOT } from '../cli/run-cli';

const SAMPLES = join(ROOT, 'test/fixtures/zendesk');

/** People of the samples: they may stand in the report, and nowhere else. */
const PEOPLE =
  readFileSync(join(SAMPLES, 'users.offset-pagination.json'), 'utf8')
    .match(/[\w.+-]+@[\w.-]+/g)
    ?.filter((address) => address.length > 5) ?? [];

test('adopt --zendesk writes the code, the page and the table, and tells figures only', () =>
  inFolder({}, async () => {
    const args = [
      'adopt',
      '--zendesk',
      SAMPLES,
      '--out',
      'migration.ts',
      '--html',
      'people.html',
      '--csv',
      'people.csv',
    ];
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(
      '7 people: profiles chat-agent 2, contributor 1, admin 1; no client 1, cannot be placed 0',
    );
    expect(readFileSync('migration.ts', 'utf8')).toContain("  'chat-agent',  // 2 people\n");
    expect(readFileSync('people.html', 'utf8')).toMatch(/^<!doctype html>/i);
    const table = readFileSync('people.csv', 'utf8');
    expect(PEOPLE.length).toBeGreaterThan(0);
    expect(PEOPLE.some((address) => table.includes(address))).toBe(true);
    for (const text of [stderr, readFileSync('migration.ts', 'utf8')]) {
      expect(PEOPLE.filter((address) => text.includes(address))).toEqual([]);
    }
  }));

test('of an export that cannot be read whole no code is written', () =>
  inFolder({ 'export/users.json': '{"users": [{"id": 1,' }, async () => {
    const { code, stdout, stderr } = await cli(['adopt', '--zendesk', 'export', '--out', 'migration.ts']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: export\/users\.json:\d+:\d+: /);
    expect(existsSync('migration.ts')).toBe(false);
  }));

test.each([
  [['--live'], '--zendesk reads an export of Zendesk: leave --live and --move out'],
  [['--report', 'report.md'], 'with --zendesk the report is written by --html and --csv'],
  [['state.json'], '--zendesk names the folder: leave the paths out'],
  [['--html', 'a', '--csv', 'a'], 'two options name the same file'],
])('with %j it is wrong usage', (more, message) =>
  inFolder({}, async () => {
    expect(await cli(['adopt', '--zendesk', SAMPLES, ...more])).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${message}\n`,
    });
  }),
);

test('a file that is there is not overwritten without --force', () =>
  inFolder({ 'people.csv': 'mine' }, async () => {
    const args = ['adopt', '--zendesk', SAMPLES, '--csv', 'people.csv'];
    expect(await cli(args)).toMatchObject({ code: 2 });
    expect(readFileSync('people.csv', 'utf8')).toBe('mine');
    writeFileSync('people.csv', 'mine');
    expect(await cli([...args, '--force'])).toMatchObject({ code: 0 });
    expect(readFileSync('people.csv', 'utf8')).not.toBe('mine');
  }));
