import { readFileSync, rmSync } from 'node:fs';
import { FORMATS } from '../../lib/reporters';
import { cli, type Files, inFolder } from '../cli/run-cli';
import { body, declarations, entry, LACKS_USERS, plan, TYPE, WHOLE } from '../sources/inputs';
import { update } from './judged';

const marker = (place: string) => `M4RKER_${place}`;

/** Every attribute with a value that nobody may see, as Terraform writes it: in clear, and marked. */
function secretBody(place: string, scopes: readonly string[] = WHOLE): object {
  return {
    name: marker(`${place}_name`),
    description: marker(`${place}_description`),
    authorized_grant_type: 'CODE',
    scopes: [...scopes, marker(`${place}_scope`), `${marker(`${place}_Scope`)} `],
    registered_redirect_uris: [`http://${marker(`${place}_uri`)}.example`],
    access_token_validity_seconds: 47_110_815,
    state: marker(`${place}_state`),
    roles: [{ role_id: marker(`${place}_role`), division_id: marker(`${place}_division`) }],
    client_id: marker(`${place}_id`),
    client_secret: marker(`${place}_secret`),
    directory_client_secret: marker(`${place}_directory`),
    integration_credential_name: marker(`${place}_credential`),
    integration_credential_id: marker(`${place}_credential_id`),
  };
}

const FIELDS = Object.keys(secretBody(''));
const each = Object.fromEntries(FIELDS.map((field) => [field, true]));
const elements = { ...each, scopes: WHOLE.map(() => true).concat(true, true), registered_redirect_uris: [true] };

/** Values of which the attribute is not marked, but never read. */
const UNMARKED = {
  ...body(),
  client_id: marker('unmarked_id'),
  client_secret: marker('unmarked_secret'),
  directory_client_secret: null,
};

const ENTRIES = [
  entry(`${TYPE}.whole`, { after: secretBody('whole'), after_sensitive: true }),
  entry(`${TYPE}.each`, { after: secretBody('each', LACKS_USERS), after_sensitive: each }),
  entry(`${TYPE}.elements`, { after: secretBody('elements'), after_sensitive: elements }),
  entry(`${TYPE}.twin`, { after: secretBody('whole'), after_sensitive: true }),
  entry(`${TYPE}.update`, {
    ...update({}, {}),
    before: secretBody('before'),
    before_sensitive: each,
    after: secretBody('after', LACKS_USERS),
    after_sensitive: each,
  }),
  entry(`${TYPE}.shown`, { ...update({}, {}), before: secretBody('was'), before_sensitive: true }),
  entry(`${TYPE}.deleted`, {
    actions: ['delete'],
    before: secretBody('deleted'),
    before_sensitive: true,
    after: null,
    after_sensitive: false,
  }),
  entry(`${TYPE}.replaced`, {
    actions: ['delete', 'create'],
    before: secretBody('replaced'),
    before_sensitive: each,
    after: secretBody('replacing'),
    after_sensitive: each,
    after_unknown: { client_secret: true },
  }),
  entry(`${TYPE}.unmarked`, { after: UNMARKED }),
  {
    address: 'random_password.x',
    mode: 'managed',
    type: 'random_password',
    change: { actions: ['create'], before: null, after: { result: marker('other') }, after_sensitive: {} },
  },
];

const literal = (place: string) => ({ constant_value: marker(place) });
const state = (place: string) => ({
  root_module: {
    resources: [{ address: `${TYPE}.whole`, mode: 'managed', type: TYPE, values: secretBody(place) }],
  },
  outputs: { secret: { sensitive: true, value: marker(`${place}_output`) } },
});

const PLAN = plan(ENTRIES, {
  variables: { secret: { value: marker('variable') }, genesys_scopes: { value: marker('declared_value') } },
  planned_values: state('planned'),
  prior_state: { format_version: '1.0', values: state('prior') },
  output_changes: { secret: { actions: ['create'], after: marker('output'), after_sensitive: true } },
  resource_drift: [
    entry(`${TYPE}.update`, {
      actions: ['update'],
      before: secretBody('drift_before'),
      before_sensitive: each,
      after: secretBody('drift_after', []),
      after_sensitive: true,
    }),
  ],
  checks: [
    {
      address: { kind: 'resource', type: TYPE, to_display: `${TYPE}.whole` },
      status: 'fail',
      instances: [{ status: 'fail', problems: [{ message: marker('check') }] }],
    },
  ],
  configuration: {
    provider_config: {
      genesyscloud: {
        name: 'genesyscloud',
        expressions: {
          access_token: literal('access_token'),
          oauthclient_id: literal('oauthclient_id'),
          oauthclient_secret: literal('oauthclient_secret'),
          proxy: [{ auth: [{ username: literal('proxy_user'), password: literal('proxy_password') }] }],
        },
      },
    },
    root_module: {
      variables: {
        ...(declarations({ [`${TYPE}.each`]: { profile: 'chat-agent' } }).variable as object),
        secret: { default: marker('default'), sensitive: true },
      },
      resources: [
        {
          address: `${TYPE}.whole`,
          mode: 'managed',
          type: TYPE,
          expressions: { scopes: { constant_value: [marker('constant')] }, name: literal('constant_name') },
        },
      ],
    },
  },
});

/** Everything that a command wrote: both streams and a file of each format. */
async function everything(command: string, args: readonly string[]): Promise<string> {
  const outputs = FORMATS.flatMap((format) => ['--output', `${format}=out.${format}`]);
  const { stdout, stderr } = await cli([command, 'plan.json', ...outputs, ...args]);
  const texts = [stdout, stderr];
  for (const format of FORMATS) {
    try {
      texts.push(readFileSync(`out.${format}`, 'utf8'));
    } catch {
      // A command that was refused writes none.
    }
    rmSync(`out.${format}`, { force: true });
  }
  return texts.join('\n');
}

const leaks = (text: string) => [...new Set(text.match(/m4rker\w*|47_?[.,]?110_?[.,]?815/gi) ?? [])];

const FILES: Files = {
  'plan.json': PLAN,
  'base.json': '{}',
  'strict.json': JSON.stringify({
    vocabulary: 'platform',
    clients: [
      { match: { name: 'M4RKER*' }, profile: 'chat-agent' },
      { match: '**', scopes: ['users'] },
    ],
    rules: { 'excess-scope': 'error', 'duplicate-name': 'error' },
    acknowledge: [{ rule: 'unknown-scope', client: '**', reason: 'r' }],
  }).replaceAll('M4RKER', 'M4*'),
  'wrong.json': '{ "clients": 5, "x": 1 }',
};

test('the plan holds secrets in all these places', () => {
  expect(leaks(PLAN).length).toBeGreaterThan(80);
});

describe.each(['check', 'review'])('no secret of a plan leaves %s', (command) => {
  test.each([
    ['', []],
    ['with notes and all that was so before', ['--fail-on', 'note', '--unknown', 'fail']],
    ['by a strict policy', ['--policy', 'strict.json']],
    ['beside a policy before', ['--policy', 'strict.json', '--policy-base', 'base.json']],
    ['by a wrong policy', ['--policy', 'wrong.json']],
    ['by a policy that is no policy', ['--policy', 'plan.json']],
    ['beside a baseline that is none', ['--baseline', 'plan.json']],
    ['when one output cannot be written', ['--output', 'json=absent/x']],
  ])('%s', async (_, args) => {
    await inFolder(FILES, async () => {
      const text = await everything(command, args);
      expect(text).not.toBe('\n');
      expect(leaks(text)).toEqual([]);
    });
  });

  test('in any form on standard output', async () => {
    await inFolder(FILES, async () => {
      for (const format of FORMATS) {
        const { stdout, stderr } = await cli([command, 'plan.json', '--format', format]);
        expect({ format, leaks: leaks(stdout + stderr) }).toEqual({ format, leaks: [] });
      }
    });
  });

  test('when it is cut off anywhere', async () => {
    await inFolder(FILES, async () => {
      for (let part = 1; part < 40; part += 1) {
        const cut = { 'plan.json': PLAN.slice(0, Math.floor((PLAN.length * part) / 40)) };
        const { stdout, stderr } = await inFolder(cut, () => cli([command, 'plan.json']));
        expect(leaks(stdout + stderr)).toEqual([]);
      }
    });
  });

  test.each([
    ['"resource_changes":[', '"resource_changes":{"x":['],
    ['"change":{', '"change":["M4RKER_change"],"x":{'],
    ['"provider_config":{', '"provider_config":["M4RKER_provider"],"x":{'],
    ['"scopes":[', '"scopes":{"M4RKER_key":"M4RKER_value"},"x":['],
  ])('when a part of it is of another type: %s', async (from, to) => {
    const damaged = PLAN.replaceAll(from, to);
    expect(damaged).not.toBe(PLAN);
    const { stdout, stderr } = await inFolder({ 'plan.json': damaged }, () => cli([command, 'plan.json']));
    expect(leaks(stdout + stderr)).toEqual([]);
  });
});

test('the report of a job that travels holds no secret, and reads the same in a review', async () => {
  await inFolder(FILES, async () => {
    await cli(['check', 'plan.json', '--output', 'json=a.report']);
    const report = readFileSync('a.report', 'utf8');
    expect(leaks(report)).toEqual([]);
    expect(
      JSON.parse(report).clients.find(({ address }: { address: string }) => address.endsWith('.whole')),
    ).toMatchObject({
      name: null,
      held: null,
      scopeChanges: null,
    });
    expect(leaks((await cli(['review', 'a.report'])).stdout)).toEqual([]);
  });
});
