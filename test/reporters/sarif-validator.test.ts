import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, planReading, render, reportOf, reportOfPlan } from './reports';

describe('the validator of Microsoft, by the rules of SARIF and of GitHub', () => {
  const tool = join(__dirname, '../../node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
  if (process.arch !== 'x64' || !existsSync(tool)) {
    test.skip(`it is tried where npm installs its program for linux x64, not on ${process.platform} ${process.arch}`, () => {});
    return;
  }
  let folder: string;
  beforeAll(() => {
    // npm runs no install script that nobody allowed, and this package makes its program executable in one.
    chmodSync(tool, 0o755);
    folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-sarif-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Advice that is knowingly not followed, with the reason. */
  const DECLINED: Readonly<Record<string, string>> = {
    SARIF2002: 'messages are whole sentences, not ids with arguments',
    SARIF2003: 'the commit is known to who uploads the file, not to a check of a plan',
    SARIF2005: 'there is no page of the tool to point at',
    SARIF2006: 'the address of the schema cannot be fetched in a test',
    SARIF2009: 'rules have names, as in every other report',
    SARIF2010: 'a place in a plan has no lines to show',
    SARIF2011: 'a line beside the place may hold a secret',
    SARIF2012: 'there is no page of a rule: its whole text is in the file',
  };

  function complaints(...documents: readonly string[]): string[] {
    const files = documents.map((sarif, index) => {
      const file = join(folder, `${index}.sarif`);
      writeFileSync(file, sarif);
      return file;
    });
    const args = ['validate', ...files, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--kind', 'Fail'];
    const { stdout } = spawnSync(tool, args, {
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
      encoding: 'utf8',
    });
    expect(stdout).toContain(`${files.length} files scanned`);
    return stdout.split('\n').filter((line) => /: (note|warning|error) /.test(line));
  }

  test('has nothing to say of the reports', async () => {
    const reports = [await reportOfPlan('declared'), await everything(), reportOf(planReading([]))];
    const found = complaints(...reports.map((report) => render('sarif', report)));
    expect(found.filter((line) => !Object.keys(DECLINED).some((rule) => line.includes(` ${rule}: `)))).toEqual([]);
  }, 60_000);

  test('would complain of a result without a place', async () => {
    const sarif = JSON.parse(render('sarif', await reportOfPlan('declared')));
    sarif.runs[0].results[0].locations = [];
    expect(complaints(JSON.stringify(sarif)).join()).toMatch(/error GH\d+/);
  }, 60_000);
});
