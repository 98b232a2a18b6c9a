import { writeFileSync } from 'node:fs';
import { PLATFORM_BASE_SCOPES as WHOLE } from '../helpers/scopes';
import { CHAT, document, MIGRATED, planOf, run, update } from '../policy/judged';
import { body, declarations, entry, LACKS_USERS, plan, TYPE, tfJson } from '../sources/inputs';
import { cli, type Files, inFolder } from './run-cli';

const TOKEN = { authorized_grant_type: 'TOKEN' };
const CATALOG = JSON.stringify({ format: 'genesys-scopes/catalog@1', date: '2026-11-01', scopes: WHOLE });
const asks = (profile: string, rest: object = {}) => ({ match: `${TYPE}.a`, profile, ...rest });
const accepts = (rule: string, rest: object = {}) => ({
  acknowledge: [{ rule, client: '**', reason: 'r', ...rest }],
});
const strict = { rules: { 'excess-scope': 'error', 'retiring-grant': 'error' } };

/** A change of the policy that lets a client go which the policy before it stops. */
interface Silencing {
  readonly base: object;
  readonly head: object;
  readonly client: object;
  /** What the policy before it finds, and what has to stand. */
  readonly stands: string;
}

const SILENCINGS: Readonly<Record<string, Silencing>> = {
  'adds an ignore': {
    base: {},
    head: { clients: [{ match: '**', ignore: 'r' }] },
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'adds an acknowledgment': {
    base: {},
    head: accepts('missing-scope'),
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'adds an acknowledgment of the one subject': {
    base: {},
    head: accepts('missing-scope', { subject: 'users' }),
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'moves the end of an acknowledgment': {
    base: accepts('missing-scope', { until: '2026-11-24' }),
    head: accepts('missing-scope', { until: '2999-01-01' }),
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'widens the pattern of an acknowledgment': {
    base: accepts('missing-scope', { client: `${TYPE}.other` }),
    head: accepts('missing-scope'),
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'weakens a severity': {
    base: {},
    head: { rules: { 'unknown-scope': 'warning' } },
    client: { scopes: [...WHOLE, 'organizations'] },
    stands: 'error unknown-scope/a/organizations',
  },
  'removes a severity that was raised': {
    base: strict,
    head: {},
    client: TOKEN,
    stands: 'error retiring-grant/a',
  },
  'switches a rule off': {
    base: {},
    head: { rules: { 'token-lifetime': 'off' } },
    client: { access_token_validity_seconds: 10 },
    stands: 'error token-lifetime/a',
  },
  'names a smaller profile': {
    base: { clients: [asks('chat-agent', { vocabulary: 'migration' })] },
    head: { clients: [asks('agent', { vocabulary: 'migration' })] },
    client: MIGRATED,
    stands: 'error missing-scope/a/digital:read',
  },
  'takes a scope out of a list': {
    base: { clients: [{ match: '**', scopes: ['users', 'conversations'] }] },
    head: { clients: [{ match: '**', scopes: ['conversations'] }] },
    client: { scopes: ['conversations'] },
    stands: 'error missing-scope/a/users',
  },
  'narrows a pattern': {
    base: { clients: [{ ...asks('chat-agent'), match: '**' }] },
    head: { clients: [{ ...asks('chat-agent'), match: `${TYPE}.b*` }] },
    client: MIGRATED,
    stands: 'error missing-scope/a/digital:read',
  },
  'narrows an entry to a source': {
    base: { clients: [asks('chat-agent')] },
    head: { clients: [asks('chat-agent', { source: 'prod' })] },
    client: MIGRATED,
    stands: 'error missing-scope/a/digital:read',
  },
  'adds an earlier entry that takes the client': {
    base: { clients: [asks('chat-agent')] },
    head: { clients: [{ match: { name: 'Zendesk *' }, profile: 'agent' }, asks('chat-agent')] },
    client: MIGRATED,
    stands: 'error missing-scope/a/digital:read',
  },
  'changes the order of entries': {
    base: { clients: [asks('chat-agent'), { match: '**', profile: 'agent' }] },
    head: { clients: [{ match: '**', profile: 'agent' }, asks('chat-agent')] },
    client: MIGRATED,
    stands: 'error missing-scope/a/digital:read',
  },
  'removes an entry': {
    base: { clients: [asks('chat-agent')] },
    head: {},
    client: MIGRATED,
    stands: 'error missing-scope/a/digital:read',
  },
  'removes an entry of a client without a user': {
    base: { clients: [{ match: '**', scopes: ['users'] }] },
    head: {},
    client: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null },
    stands: 'error missing-scope/a/users',
  },
  'ignores what nothing names': {
    base: {},
    head: { unmatched: 'ignore' },
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'only warns of what nothing names': {
    base: {},
    head: { unmatched: 'warn' },
    client: { scopes: LACKS_USERS },
    stands: 'error missing-scope/a/users',
  },
  'allows a scope': {
    base: { ...strict, clients: [asks('agent', { vocabulary: 'platform' })] },
    head: { ...strict, clients: [asks('agent', { vocabulary: 'platform', allowedScopes: ['authorization'] })] },
    client: { scopes: [...WHOLE, 'authorization'] },
    stands: 'error excess-scope/a/authorization',
  },
  'says that a misspelt scope exists': {
    base: {},
    head: { knownScopes: ['organizations'] },
    client: { scopes: [...WHOLE, 'organizations'] },
    stands: 'error unknown-scope/a/organizations',
  },
  "removes the organisation's own catalogue": {
    base: { catalog: 'own.json' },
    head: {},
    client: MIGRATED,
    stands: 'error unpublished-scope/a',
  },
  'names another catalogue': {
    base: { catalog: 'own.json' },
    head: { catalog: 'other.json' },
    client: MIGRATED,
    stands: 'error unpublished-scope/a',
  },
  'names another vocabulary of the file': {
    base: { vocabulary: 'platform' },
    head: { vocabulary: 'migration' },
    client: MIGRATED,
    stands: 'error missing-scope/a/users',
  },
  'names another vocabulary of an entry': {
    base: { clients: [asks('agent', { vocabulary: 'platform' })] },
    head: { clients: [asks('agent', { vocabulary: 'migration' })] },
    client: MIGRATED,
    stands: 'error missing-scope/a/users',
  },
  'no longer names a vocabulary': {
    base: { vocabulary: 'platform' },
    head: {},
    client: MIGRATED,
    stands: 'error missing-scope/a/users',
  },
};

function filesOf({ base, head, client }: Silencing): Files {
  return {
    'base.json': JSON.stringify(base),
    'genesys-scopes.json': JSON.stringify(head),
    'own.json': CATALOG,
    'other.json': CATALOG.replace('"users"', '"users","webphone:use","interaction:read","routing:user"'),
    'plan.json': planOf({ [`${TYPE}.a`]: { after: body({ ...client }) } }),
  };
}

const BASE = ['--policy-base', 'base.json'];
const isSilenced = (line: string) => line.endsWith(' silenced');

describe.each(Object.entries(SILENCINGS))('a pull request that %s', (_, silencing) => {
  test('goes through as long as its own policy is all there is', async () => {
    await inFolder(filesOf(silencing), async () => {
      expect((await run('check', 'plan.json', '--policy', 'base.json')).findings).toContain(silencing.stands);
      const { code, clients } = await run('check', 'plan.json');
      expect(code).toBe(0);
      expect(clients.a).not.toBe('fail');
    });
  });

  test.each(['check', 'review'])('fails in %s once the policy before it is named', async (command) => {
    await inFolder(filesOf(silencing), async () => {
      const { code, clients, findings } = await run(command, 'plan.json', ...BASE);
      expect({ code, clients }).toEqual({ code: 1, clients: { a: 'fail' } });
      expect(findings).toContain(`${silencing.stands} silenced`);
    });
  });

  test('shows what it silences under a heading of its own', async () => {
    await inFolder(filesOf(silencing), async () => {
      const { stdout } = await cli(['review', 'plan.json', ...BASE]);
      const [, section = ''] = /### Silenced in this change\n(.*?)(?:\n### |\n<details>|$)/s.exec(stdout) ?? [];
      const [severity, id = ''] = silencing.stands.split(' ');
      expect(section).toContain(`**${severity}** <code>${id.split('/')[0]}</code>`);
      expect(stdout).toMatch(/^\*\*❌ Fails\*\*/);
    });
  });

  test('goes through once its own policy is trusted, and shows what it silences all the same', async () => {
    await inFolder(filesOf(silencing), async () => {
      const { code, findings } = await run('review', 'plan.json', ...BASE, '--trust-head-policy');
      expect(code).toBe(0);
      expect(findings).toContain(`${silencing.stands} silenced`);
      expect((await cli(['review', 'plan.json', ...BASE, '--trust-head-policy'])).stdout).toContain(
        '### Silenced in this change',
      );
    });
  });
});

describe('a pull request that changes nothing of the policy', () => {
  test.each(Object.values(SILENCINGS).map(({ base, client }) => ({ base, client })))(
    'gives the same report with the base as without: $base',
    async ({ base, client }) => {
      await inFolder(filesOf({ base, head: base, client, stands: '' }), async () => {
        const [plain, based] = [await run('check', 'plan.json'), await run('check', 'plan.json', ...BASE)];
        expect(based).toEqual(plain);
      });
    },
  );

  test('nor of what is sensitive', async () => {
    const after = body({ scopes: [...WHOLE, 'organizations', 'holograms'] });
    const files = {
      'base.json': '{}',
      'genesys-scopes.json': '{}',
      'plan.json': planOf({ [`${TYPE}.a`]: { after, after_sensitive: { scopes: true } } }),
    };
    await inFolder(files, async () => {
      expect(await run('check', 'plan.json', ...BASE)).toEqual(await run('check', 'plan.json'));
      expect((await run('check', 'plan.json', ...BASE, '--trust-head-policy')).code).toBe(1);
    });
  });

  test('nor of two acknowledgments of one rule that are stale', async () => {
    const acknowledge = ['a', 'b'].map((subject) => ({ rule: 'excess-scope', subject, reason: 'r' }));
    const files = {
      'base.json': '{ "vocabulary": "migration" }',
      'genesys-scopes.json': '{ "vocabulary": "migration" }',
      'main.tf.json': document({ a: MIGRATED }, { a: { profile: 'agent', acknowledge } }),
    };
    await inFolder(files, async () => {
      expect(await run('check', 'main.tf.json', ...BASE)).toEqual(await run('check', 'main.tf.json'));
    });
  });
});

test('a pull request that asks for more by its own policy fails by that, and silences nothing', async () => {
  const silencing = { base: {}, head: { clients: [asks('chat-agent')] }, client: MIGRATED, stands: '' };
  await inFolder(filesOf(silencing), async () => {
    const { code, findings } = await run('check', 'plan.json', ...BASE);
    expect(code).toBe(1);
    expect(findings.filter(isSilenced)).toEqual([]);
  });
});

test('a pull request that changes the vocabulary of a client, in code and in the policy, is not let through', async () => {
  // By the policy before it the code contradicts the policy, which stops everything.
  const files = {
    'base.json': JSON.stringify({ clients: [asks('agent', { vocabulary: 'platform' })] }),
    'genesys-scopes.json': JSON.stringify({ clients: [asks('agent', { vocabulary: 'migration' })] }),
    'main.tf.json': document({ a: MIGRATED }, { a: { profile: 'agent', vocabulary: 'migration' } }),
  };
  await inFolder(files, async () => {
    expect((await run('check', 'main.tf.json', '--policy', 'base.json')).code).toBe(2);
    const { code, clients } = await run('check', 'main.tf.json', ...BASE);
    expect(code).not.toBe(0);
    expect(clients.a).not.toBe('pass');
  });
});

test('a pull request does not make new mistakes old by a policy under which they were mistakes before', async () => {
  const files = {
    'base.json': '{}',
    'genesys-scopes.json': '{ "vocabulary": "migration" }',
    'plan.json': planOf({ [`${TYPE}.a`]: update({ scopes: WHOLE }, { scopes: MIGRATED.scopes.slice(0, 2) }) }),
  };
  await inFolder(files, async () => {
    expect((await run('review', 'plan.json', '--policy', 'base.json')).code).toBe(1);
    expect((await run('review', 'plan.json', ...BASE)).code).toBe(1);
  });
});

test('a client that is open by the policy before is not called ignored', async () => {
  const files = {
    'base.json': '{}',
    'genesys-scopes.json': JSON.stringify({ clients: [{ match: '**', ignore: 'r' }] }),
    'plan.json': planOf({ [`${TYPE}.a`]: { after: body({ scopes: undefined }), after_unknown: { scopes: true } } }),
  };
  await inFolder(files, async () => {
    expect(await run('review', 'plan.json', ...BASE)).toMatchObject({
      code: 0,
      clients: { a: 'open' },
      findings: ['error open missing-scope/a/scopes silenced'],
    });
    expect((await run('review', 'plan.json', ...BASE, '--unknown', 'fail')).code).toBe(1);
    expect((await cli(['review', 'plan.json', ...BASE])).stdout).toContain('### Silenced in this change');
  });
});

test('a warning that the policy silences is shown, and fails where warnings fail', async () => {
  const silencing = { base: {}, head: { rules: { 'retiring-grant': 'off' } }, client: TOKEN, stands: '' };
  await inFolder(filesOf(silencing), async () => {
    expect(await run('check', 'plan.json', ...BASE)).toMatchObject({
      code: 0,
      findings: ['warning retiring-grant/a silenced'],
    });
    expect((await run('check', 'plan.json', ...BASE, '--fail-on', 'warning')).code).toBe(1);
    expect((await cli(['review', 'plan.json', ...BASE])).stdout).toContain('### Silenced in this change');
  });
});

test('the bypass of the gate cannot be silenced either', async () => {
  const files = {
    'base.json': '{}',
    'genesys-scopes.json': '{ "rules": { "gate-bypassed": "off" } }',
    'main.tf.json': tfJson({ a: body() }, declarations({}, { bypass: 'incident' })),
  };
  await inFolder(files, async () => {
    expect(await run('check', 'main.tf.json', ...BASE)).toMatchObject({
      code: 1,
      findings: ['error gate-bypassed silenced'],
    });
  });
});

describe('a baseline', () => {
  /** Checks the second files by a report of the first; policies lie beside them. */
  async function against(before: Files, now: Files, ...args: string[]) {
    const inputs = (files: Files) => Object.keys(files).filter((name) => name !== 'genesys-scopes.json');
    const report = await inFolder(before, () => cli(['check', ...inputs(before), '--format', 'json']));
    return inFolder({ ...now, 'report.out': report.stdout }, () =>
      run('check', ...inputs(now), '--baseline', 'report.out', ...args),
    );
  }

  const lacking = planOf({ [`${TYPE}.a`]: { after: body({ scopes: LACKS_USERS }) } });

  test('lets what it has go, and shows it', async () => {
    const { code, clients, findings, stdout } = await against({ 'plan.json': lacking }, { 'plan.json': lacking });
    expect({ code, clients, findings }).toEqual({
      code: 0,
      clients: { a: 'fail' },
      findings: ['error missing-scope/a/users'],
    });
    expect(JSON.parse(stdout).findings[0].baseline).toBe(true);
  });

  test('does not let a new finding of a known client go', async () => {
    const worse = planOf({ [`${TYPE}.a`]: { after: body({ scopes: LACKS_USERS.slice(1) }) } });
    const { code, stdout } = await against({ 'plan.json': lacking }, { 'plan.json': worse });
    expect(code).toBe(1);
    expect(
      JSON.parse(stdout).findings.map(({ id, baseline }: { id: string; baseline: boolean }) => [id, baseline]),
    ).toEqual([
      [`missing-scope/${TYPE}.a/user-basic-info`, false],
      [`missing-scope/${TYPE}.a/users`, true],
    ]);
  });

  test('does not let a known finding of a new instance go', async () => {
    const of = (...keys: string[]) =>
      planOf(
        Object.fromEntries(
          keys.map((key) => [`${TYPE}.a["${key}"]`, { after: body({ name: key, scopes: LACKS_USERS }) }]),
        ),
      );
    expect((await against({ 'plan.json': of('eu', 'us') }, { 'plan.json': of('eu') })).code).toBe(0);
    expect((await against({ 'plan.json': of('eu', 'us') }, { 'plan.json': of('eu', 'us') })).code).toBe(0);
    expect((await against({ 'plan.json': of('eu') }, { 'plan.json': of('eu', 'us') })).code).toBe(1);
  });

  test('does not let a known finding of another source go', async () => {
    expect((await against({ 'prod.json': lacking }, { 'test.json': lacking })).code).toBe(1);
  });

  test('knows what is open of nothing', async () => {
    const open = planOf({ [`${TYPE}.a`]: { after: body({ scopes: undefined }), after_unknown: { scopes: true } } });
    expect((await against({ 'plan.json': open }, { 'plan.json': open }, '--unknown', 'fail')).code).toBe(1);
    expect((await against({ 'plan.json': open }, { 'plan.json': lacking })).code).toBe(1);
  });

  test('of a lower severity does not let a higher one go', async () => {
    const misspelt = planOf({ [`${TYPE}.a`]: { after: body({ scopes: [...WHOLE, 'organizations'] }) } });
    const lowered = { 'genesys-scopes.json': '{ "rules": { "unknown-scope": "warning" } }', 'plan.json': misspelt };
    expect((await against(lowered, { 'plan.json': misspelt })).code).toBe(1);
  });

  test('of a higher severity lets a lower one go', async () => {
    const misspelt = planOf({ [`${TYPE}.a`]: { after: body({ scopes: [...WHOLE, 'organizations'] }) } });
    const lowered = { 'genesys-scopes.json': '{ "rules": { "unknown-scope": "warning" } }', 'plan.json': misspelt };
    expect((await against({ 'plan.json': misspelt }, lowered, '--fail-on', 'warning')).code).toBe(0);
  });

  test('does not let go what was accepted then and is not any more', async () => {
    const accepted = {
      'plan.json': lacking,
      'genesys-scopes.json': JSON.stringify(accepts('missing-scope')),
    };
    expect((await against(accepted, { 'plan.json': lacking })).code).toBe(1);
  });

  test('lets go what it has, also where the policy of the change silences it', async () => {
    const now = {
      'plan.json': lacking,
      'genesys-scopes.json': JSON.stringify(accepts('missing-scope')),
    };
    await inFolder({ ...now, 'base.json': '{}' }, async () => {
      await cli(['check', 'plan.json', '--policy', 'base.json', '--output', 'json=report.json']);
      const { code, clients, findings } = await run('check', 'plan.json', ...BASE, '--baseline', 'report.json');
      expect({ code, clients }).toEqual({ code: 0, clients: { a: 'fail' } });
      // Whoever reads that a client fails finds by what.
      expect(findings).toEqual([expect.stringContaining('error missing-scope/a/users')]);
    });
  });

  test.each([
    ['cut off', '{ "format": "genesys-scopes/report@1", "tool"', 'is cut off: the JSON ends too early'],
    ['empty', '', 'is empty'],
    [
      'another version',
      '{ "format": "genesys-scopes/report@2" }',
      'is a report of another version; this release reads',
    ],
    ['a plan', lacking, 'is no report'],
    ['not JSON', 'x', 'is not JSON'],
    ['without its parts', '{ "format": "genesys-scopes/report@1" }', 'is no sound report at tool: '],
    ['a list', '[]', 'is no sound report: '],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'is UTF-16 text'],
    ['nested too deeply', '['.repeat(200_000), 'is nested too deeply to be read'],
  ])('that is %s is refused', async (_, content, message) => {
    await inFolder({ 'plan.json': lacking, 'report.json': content }, async () => {
      const { code, stdout, stderr } = await cli(['check', 'plan.json', '--baseline', 'report.json']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.startsWith(`error: report.json ${message}`)).toBe(true);
    });
  });

  test('that is not there is refused', async () => {
    await inFolder({ 'plan.json': lacking }, async () => {
      expect(await cli(['check', 'plan.json', '--baseline', 'x'])).toEqual({
        code: 2,
        stdout: '',
        stderr: 'error: x cannot be read (ENOENT)\n',
      });
    });
  });
});

describe('a change of the code, beside a baseline of before,', () => {
  const planDeclaring = (declared: object | undefined, after: object, address = `${TYPE}.a`) =>
    plan([entry(address, { actions: ['no-op'], before: body({ ...after }), after: body({ ...after }) })], {
      configuration: {
        root_module: { variables: declared === undefined ? {} : declarations({ [address]: declared }).variable },
      },
    });

  /** The findings that stand after a change from one plan to another, with the report of the first as baseline. */
  async function silenced(before: string, now: string) {
    return inFolder({ 'plan.json': before }, async () => {
      await cli(['check', 'plan.json', '--output', 'json=report.out']);
      writeFileSync('plan.json', now);
      const { code, clients, findings } = await run('review', 'plan.json', '--baseline', 'report.out', '--all');
      return { code, clients, findings: findings.filter(isSilenced) };
    });
  }

  test('that exempts a client is silencing', async () => {
    const before = planDeclaring({ profile: 'agent' }, {});
    const now = planDeclaring({ exempt: 'r' }, { scopes: LACKS_USERS });
    const { code, clients, findings } = await silenced(before, now);
    expect({ code, clients }).toEqual({ code: 1, clients: { a: 'fail' } });
    expect(findings).toContain('error missing-scope/a/users silenced');
  });

  test('that accepts a finding is silencing', async () => {
    const broken = { access_token_validity_seconds: 10 };
    const acknowledge = [{ rule: 'token-lifetime', reason: 'r' }];
    expect(
      await silenced(planDeclaring({ profile: 'agent' }, {}), planDeclaring({ profile: 'agent', acknowledge }, broken)),
    ).toMatchObject({ code: 1, clients: { a: 'fail' }, findings: ['error token-lifetime/a silenced'] });
  });

  test('that names a smaller profile is silencing', async () => {
    const chat = { scopes: CHAT };
    expect(
      await silenced(planDeclaring({ profile: 'chat-agent' }, chat), planDeclaring({ profile: 'agent' }, MIGRATED)),
    ).toMatchObject({ code: 1, clients: { a: 'fail' } });
  });

  test('that no longer declares a client which was for more is silencing', async () => {
    const chat = { scopes: CHAT };
    expect(
      await silenced(planDeclaring({ profile: 'chat-agent' }, chat), planDeclaring(undefined, MIGRATED)),
    ).toMatchObject({ code: 1, clients: { a: 'fail' } });
  });

  test('that moves the client and names a smaller profile is silencing', async () => {
    const moved = JSON.parse(planDeclaring({ profile: 'agent' }, MIGRATED, `${TYPE}.b`));
    moved.resource_changes[0].previous_address = `${TYPE}.a`;
    expect(
      await silenced(planDeclaring({ profile: 'chat-agent' }, { scopes: CHAT }), JSON.stringify(moved)),
    ).toMatchObject({ code: 1, clients: { b: 'fail' } });
  });

  test('that changes nothing of what code says silences nothing', async () => {
    const declared = { profile: 'agent', acknowledge: [{ rule: 'retiring-grant', reason: 'r' }] };
    const same = planDeclaring(declared, { ...TOKEN, ...MIGRATED });
    expect(await silenced(same, same)).toEqual({ code: 0, clients: { a: 'accepted' }, findings: [] });
  });
});
