import { check } from '../../lib/check';
import type { JsonObject } from '../../lib/files';
import { publicText, type Reading, type Report } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { FORMATS, type Format, type Reporter, reporterOf } from '../../lib/reporters';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPath, readPlan } from '../../lib/sources';
import { inFolder } from '../cli/run-cli';
import { TODAY } from '../rules/run-example';
import { body, declarations, entry, LACKS_USERS, plan, TYPE, tfJson, WHOLE } from '../sources/inputs';

/** Judges readings as `check` does on the day of the tests. */
export function reportOf(...readings: readonly Reading[]): Report {
  return check(readings, DEFAULT_POLICY, { today: TODAY, catalog: PUBLISHED_CATALOG });
}

/** The report of a genuine plan, by the name of its file in `test/fixtures/plans`. */
export async function reportOfPlan(name: string): Promise<Report> {
  return reportOf(...(await readPath(`test/fixtures/plans/${name}.plan.json`)));
}

/** Reads a plan that a test wrote. */
export function planReading(entries: readonly unknown[], label = 'plan.json', rest = {}): Reading {
  const source = { label: publicText(label), path: publicText(label) };
  return readPlan(JSON.parse(plan(entries, rest)) as JsonObject, source);
}

/** A report with one of everything: what fails, is open, accepted, exempt, partly read, unreadable and failed in Terraform. */
export async function everything(): Promise<Report> {
  const clients = {
    accepts: body({ name: 'Accepts', registered_redirect_uris: ['http://agent.example.com/'] }),
    fails: body({ name: 'Fails', scopes: LACKS_USERS }),
    left_out: body({ name: 'Left out', scopes: [] }),
    waits: body({ name: 'Waits', scopes: '${var.scopes}' }),
  };
  const declared = declarations({
    [`${TYPE}.accepts`]: {
      profile: 'agent',
      vocabulary: 'platform',
      acknowledge: [{ rule: 'insecure-redirect-uri', reason: 'inside the office only', until: '2027-01-31' }],
    },
    [`${TYPE}.left_out`]: { exempt: 'owned by the telephony team' },
  });
  const replaced = entry(`${TYPE}.each["eu"]`, {
    actions: ['update'],
    before: body({ name: 'EU', scopes: LACKS_USERS }),
    after: body({ name: 'EU', scopes: LACKS_USERS.filter((scope) => scope !== 'notifications') }),
  });
  const files = {
    'app/main.tf.json': tfJson(clients, declared),
    'plan.json': plan([replaced, entry(`${TYPE}.each["us"]`, { after: body({ name: 'US', scopes: WHOLE }) })], {
      complete: false,
    }),
    'broken.json': '{\n  "resource": [,]\n}',
  };
  return await inFolder(files, async () => {
    const readings = await Promise.all(['app', 'plan.json', 'broken.json'].map((path) => readPath(path)));
    return reportOf(...readings.flat());
  });
}

const reporters = new Map<Format, Reporter>();
beforeAll(async () => {
  for (const format of FORMATS) reporters.set(format, await reporterOf(format));
});

/** What a reporter writes of a report, in a command that fails as the report does. */
export function render(format: Format, report: Report): string {
  const fails = report.findings.some(({ kind, severity }) => kind === 'fail' && severity === 'error');
  const reporter = reporters.get(format);
  if (reporter === undefined) throw new Error(`${format} is not loaded yet`);
  return reporter(report, { color: false, quiet: false, fails });
}
