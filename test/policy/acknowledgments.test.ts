import { body, entry, plan, TYPE, tfJson } from '../sources/inputs';
import { document, judged, judgedClients, MIGRATED, planOf, update } from './judged';

const TOKEN = { authorized_grant_type: 'TOKEN' };
const LACKING = { scopes: MIGRATED.scopes.slice(1) };

/** An acknowledgment of the policy, of the retiring grant of every client unless `fields` say otherwise. */
function accepting(...each: readonly object[]): object {
  return { acknowledge: each.map((fields) => ({ rule: 'retiring-grant', client: '**', reason: 'r', ...fields })) };
}

const stale = (client: string, rule: string) => `warning stale-entry/${client}/${rule}`;

describe('an acknowledgment of the policy', () => {
  test('accepts the finding of the clients that its pattern names, and of no other', async () => {
    const clients = { a: { ...TOKEN, name: 'a' }, b: { ...TOKEN, name: 'b' } };
    expect(await judgedClients(accepting({ client: `${TYPE}.a` }), clients)).toMatchObject({
      code: 0,
      clients: { a: 'accepted', b: 'pass' },
      findings: ['warning retiring-grant/b'],
      accepted: ['retiring-grant/a'],
    });
    expect((await judgedClients(accepting({ client: `${TYPE}.*` }), clients)).accepted).toEqual([
      'retiring-grant/a',
      'retiring-grant/b',
    ]);
  });

  test('accepts a missing scope, and the client is accepted, not passed', async () => {
    const policy = accepting({ rule: 'missing-scope', subject: 'webphone:use' });
    expect(await judgedClients({ ...policy, vocabulary: 'migration' }, { a: LACKING })).toMatchObject({
      code: 0,
      clients: { a: 'accepted' },
      accepted: ['missing-scope/a/webphone:use'],
    });
  });

  test('accepts only its subject', async () => {
    const policy = accepting({ rule: 'missing-scope', subject: 'webphone:use' });
    expect(await judgedClients({ ...policy, vocabulary: 'migration' }, { a: { scopes: [] } })).toMatchObject({
      code: 1,
      clients: { a: 'fail' },
      findings: ['error missing-scope/a/interaction:read', 'error missing-scope/a/routing:user'],
      accepted: ['missing-scope/a/webphone:use'],
    });
  });

  test.each(['WEBPHONE:USE', 'webphone:*', '*', 'webphone:use '])(
    'takes no pattern as subject: %s',
    async (subject) => {
      const policy = accepting({ rule: 'missing-scope', subject });
      expect(await judgedClients({ ...policy, vocabulary: 'migration' }, { a: LACKING })).toMatchObject({
        code: 1,
        findings: ['error missing-scope/a/webphone:use', stale('**', 'missing-scope'), 'note unpublished-scope/a'],
      });
    },
  );

  test('accepts one instance and not the others', async () => {
    const files = {
      'plan.json': planOf({
        [`${TYPE}.a["eu"]`]: { after: body(TOKEN) },
        [`${TYPE}.a["us"]`]: { after: body({ ...TOKEN, name: 'us' }) },
      }),
    };
    expect(await judged(accepting({ client: `${TYPE}.a["eu"]` }), files, 'plan.json')).toMatchObject({
      clients: { 'a["eu"]': 'accepted', 'a["us"]': 'pass' },
      accepted: ['retiring-grant/a'],
      findings: ['warning retiring-grant/a'],
    });
  });

  test('accepts in the sources that it names', async () => {
    const files = { 'prod.json': planOf({ [`${TYPE}.a`]: { after: body(TOKEN) } }) };
    const inputs = { ...files, 'test.json': files['prod.json'] };
    expect((await judged(accepting({ source: 'prod' }), inputs, 'prod=prod.json', 'test=test.json')).clients).toEqual({
      'prod a': 'accepted',
      'test a': 'pass',
    });
    expect(
      (await judged(accepting({ source: ['t*', 'prod'] }), inputs, 'prod=prod.json', 'test=test.json')).clients,
    ).toEqual({ 'prod a': 'accepted', 'test a': 'accepted' });
  });

  test.each([
    ['2026-11-25', 'accepted', ['warning stale-entry/**/retiring-grant']],
    ['2026-12-09', 'accepted', ['warning stale-entry/**/retiring-grant']],
    ['2026-12-10', 'accepted', []],
    ['2026-11-24', 'pass', ['warning stale-entry/**/retiring-grant', 'warning retiring-grant/a']],
  ])('until %s: %s', async (until, verdict, findings) => {
    const { clients, findings: found } = await judgedClients(accepting({ until }), { a: TOKEN });
    expect({ clients, found }).toEqual({ clients: { a: verdict }, found: findings });
  });

  test('that has expired lets the client fail again', async () => {
    const policy = { vocabulary: 'migration', ...accepting({ rule: 'missing-scope', until: '2026-11-24' }) };
    expect(await judgedClients(policy, { a: LACKING })).toMatchObject({ code: 1, clients: { a: 'fail' } });
  });

  test('of which one has expired and one has not accepts', async () => {
    const policy = accepting({ until: '2026-11-24' }, { until: '2027-11-24' });
    expect((await judgedClients(policy, { a: TOKEN })).clients).toEqual({ a: 'accepted' });
  });

  test('does not accept what is open', async () => {
    const files = {
      'plan.json': planOf({ [`${TYPE}.a`]: { after: body({ scopes: undefined }), after_unknown: { scopes: true } } }),
    };
    const policy = accepting({ rule: 'missing-scope' }, { rule: 'missing-scope', subject: 'scopes' });
    expect(await judged(policy, files, 'plan.json')).toMatchObject({
      clients: { a: 'open' },
      // While nothing is decided the acknowledgment may still be of use.
      findings: ['error open missing-scope/a/scopes'],
      accepted: [],
    });
  });

  test('does not let a client pass that is open for something else', async () => {
    const after = body({ ...TOKEN, access_token_validity_seconds: undefined });
    const files = {
      'plan.json': planOf({ [`${TYPE}.a`]: { after, after_unknown: { access_token_validity_seconds: true } } }),
    };
    expect((await judged(accepting({}), files, 'plan.json')).clients).toEqual({ a: 'open' });
  });

  test('does not make up for another error of the client', async () => {
    const { clients } = await judgedClients(accepting({}), { a: { ...TOKEN, scopes: [] } });
    expect(clients).toEqual({ a: 'fail' });
  });

  test('of a client that is ignored does nothing', async () => {
    const policy = { clients: [{ match: '**', ignore: 'left out' }], ...accepting({}) };
    expect((await judgedClients(policy, { a: TOKEN })).clients).toEqual({ a: 'ignored: left out' });
  });

  test('accepts what the plan changes', async () => {
    const files = {
      'plan.json': plan([
        entry(`${TYPE}.a`, { ...update(MIGRATED, LACKING) }),
        entry(`${TYPE}.b`, { ...update({ name: 'b' }, { name: 'b' }), actions: ['delete', 'create'] }),
      ]),
    };
    const policy = {
      vocabulary: 'migration',
      clients: [{ match: `${TYPE}.b`, profile: 'agent', vocabulary: 'platform' }],
      ...accepting({ rule: 'removed-scope' }, { rule: 'missing-scope' }, { rule: 'client-replaced' }),
    };
    expect(await judged(policy, files, 'plan.json')).toMatchObject({
      code: 0,
      clients: { a: 'accepted', b: 'accepted' },
      accepted: ['client-replaced/b', 'missing-scope/a/webphone:use', 'removed-scope/a/webphone:use'],
    });
  });

  test('accepts that a client is deleted', async () => {
    const files = { 'plan.json': planOf({ [`${TYPE}.a`]: { actions: ['delete'], before: body(), after: null } }) };
    expect(await judged(accepting({ rule: 'client-replaced' }), files, 'plan.json')).toMatchObject({
      findings: [],
      accepted: ['client-replaced/a'],
    });
  });

  test('accepts what clients are to each other, and is then not called stale', async () => {
    const clients = { a: { name: 'twin' }, b: { name: 'twin' } };
    expect(await judgedClients(accepting({ rule: 'duplicate-name', client: `${TYPE}.*` }), clients)).toMatchObject({
      clients: { a: 'accepted', b: 'accepted' },
      findings: [],
      accepted: ['duplicate-name/a', 'duplicate-name/b'],
    });
  });

  test('beside one of the code for the same finding accepts once', async () => {
    const declared = { profile: 'agent', acknowledge: [{ rule: 'retiring-grant', reason: 'code' }] };
    const { accepted, findings } = await judgedClients(
      accepting({}),
      { a: { ...TOKEN, ...MIGRATED } },
      { a: declared },
    );
    expect({ accepted, findings }).toEqual({
      accepted: ['retiring-grant/a'],
      findings: ['warning unpublished-scope/a'],
    });
  });
});

describe('an acknowledgment that accepts nothing', () => {
  test('is told once its client is there', async () => {
    expect((await judgedClients(accepting({ client: `${TYPE}.a` }), { a: {} })).findings).toEqual([
      stale('genesyscloud_oauth_client.a', 'retiring-grant').replace(`${TYPE}.`, ''),
    ]);
  });

  test('is not told while its client is not: another run may check it', async () => {
    expect((await judgedClients(accepting({ client: 'module.other.**' }), { a: TOKEN })).findings).toEqual([
      'warning retiring-grant/a',
    ]);
  });

  test('is not told while its source is not', async () => {
    expect((await judgedClients(accepting({ source: 'prod' }), { a: {} })).findings).toEqual([]);
  });

  test('is told once, with the place in the policy, for all clients that it names', async () => {
    const clients = { a: { name: 'a' }, b: { name: 'b' }, c: { name: 'c' } };
    const { stdout } = await judgedClients(accepting({}), clients);
    expect(JSON.parse(stdout).findings).toMatchObject([
      {
        id: 'stale-entry/**/retiring-grant',
        source: 'genesys-scopes.json',
        instances: [],
        message: 'the acknowledgment of "retiring-grant" (r) matches no finding',
        location: { file: 'genesys-scopes.json', line: 1, column: 17 },
      },
    ]);
  });

  test('is told even when it will expire soon', async () => {
    const { stdout } = await judgedClients(accepting({ until: '2026-11-26' }), { a: {} });
    expect(JSON.parse(stdout).findings[0].message).toBe(
      'the acknowledgment of "retiring-grant" (r) matches no finding',
    );
  });

  test('that has expired is told, whether or not its client is there', async () => {
    const { stdout } = await judgedClients(accepting({ client: 'module.x.**', until: '2026-01-31' }), { a: {} });
    expect(JSON.parse(stdout).findings[0].message).toBe(
      'the acknowledgment of "retiring-grant" (r) expired on 2026-01-31',
    );
  });

  test('is used when one of several sources uses it', async () => {
    const files = { 'a.tf.json': document({ a: TOKEN }), 'b.tf.json': document({ a: {} }) };
    expect((await judged(accepting({}), files, 'a.tf.json', 'b.tf.json')).findings).toEqual([]);
  });
});

describe('an entry that names no client', () => {
  const gone = { match: 'module.gone.**', ignore: 'r' };

  test('is a note, because another run may check its clients', async () => {
    const { code, stdout } = await judgedClients({ clients: [gone] }, { a: {} });
    expect({ code, findings: JSON.parse(stdout).findings }).toMatchObject({
      code: 0,
      findings: [
        {
          severity: 'note',
          id: 'stale-entry/module.gone.**',
          message:
            'the policy entry of module.gone.** matches no client; if it is for clients of other runs, say so with "source"',
          location: { file: 'genesys-scopes.json', line: 1, column: 13 },
        },
      ],
    });
  });

  test('is a warning where its source was read, and nothing where it was not', async () => {
    const policy = { clients: [{ ...gone, source: 'prod' }] };
    const files = { 'main.tf.json': tfJson({ a: body() }) };
    expect((await judged(policy, files, 'prod=main.tf.json')).findings).toEqual(['warning stale-entry/module.gone.**']);
    expect((await judged(policy, files, 'test=main.tf.json')).findings).toEqual([]);
  });

  test('because an earlier one takes its clients is told', async () => {
    const policy = {
      clients: [
        { match: '**', profile: 'agent', vocabulary: 'platform' },
        { match: `${TYPE}.a`, profile: 'chat-agent' },
      ],
    };
    expect((await judgedClients(policy, { a: {} })).findings).toContain('note stale-entry/a');
  });

  test('but one that code exempts is not stale', async () => {
    const policy = { clients: [{ match: `${TYPE}.a`, profile: 'agent' }] };
    expect((await judgedClients(policy, { a: {} }, { a: { exempt: 'r' } })).findings).toEqual([]);
  });

  test('by a name is called by it', async () => {
    const policy = { clients: [{ match: { name: 'Wall "1"', address: 'x' }, ignore: 'r' }] };
    const { stdout } = await judgedClients(policy, { a: {} });
    expect(JSON.parse(stdout).findings[0].subject).toBe('x, name "Wall "1""');
  });
});
