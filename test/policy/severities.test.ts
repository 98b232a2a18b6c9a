import { RULE_IDS } from '../../lib/rules';
import { body, declarations, entry, plan, TYPE, tfJson, WHOLE } from '../sources/inputs';
import { judged, judgedClients, planOf, update } from './judged';

const rules = (severities: Record<string, string>) => ({ rules: severities });
/** Something that several rules have something to say of, beside what it lacks. */
const BAD = {
  name: 'bad',
  authorized_grant_type: 'TOKEN',
  scopes: ['WebPhone:Use', 'authorization'],
  access_token_validity_seconds: 10,
  registered_redirect_uris: ['http://agents.example'],
  expose_client_secret: true,
};

describe('a severity of the policy', () => {
  test('that lowers an error lets the client pass, and shows what was found', async () => {
    const client = { scopes: [...WHOLE, 'organizations'] };
    expect(await judgedClients({}, { a: client })).toMatchObject({ code: 1, clients: { a: 'fail' } });
    expect(await judgedClients(rules({ 'unknown-scope': 'warning' }), { a: client })).toMatchObject({
      code: 0,
      clients: { a: 'pass' },
      findings: ['warning unknown-scope/a/organizations'],
    });
  });

  test('that raises a warning lets the client fail', async () => {
    const client = { authorized_grant_type: 'TOKEN' };
    expect(await judgedClients({}, { a: client })).toMatchObject({ code: 0, clients: { a: 'pass' } });
    expect(await judgedClients(rules({ 'retiring-grant': 'error' }), { a: client })).toMatchObject({
      code: 1,
      clients: { a: 'fail' },
      findings: ['error retiring-grant/a'],
    });
  });

  test('holds for every finding of the rule, whatever severity it has by itself', async () => {
    const scopes = [...WHOLE, 'organizations', 'holograms'];
    expect((await judgedClients(rules({ 'unknown-scope': 'note' }), { a: { scopes } })).findings).toEqual([
      'note unknown-scope/a/holograms',
      'note unknown-scope/a/organizations',
    ]);
  });

  test('counts against --fail-on', async () => {
    const files = { 'main.tf.json': tfJson({ a: body({ authorized_grant_type: 'TOKEN' }) }) };
    const code = async (severity: string, failOn: string) =>
      (await judged(rules({ 'retiring-grant': severity }), files, 'main.tf.json', '--fail-on', failOn)).code;
    expect(await code('note', 'warning')).toBe(0);
    expect(await code('note', 'note')).toBe(1);
    expect(await code('warning', 'warning')).toBe(1);
    expect(await code('error', 'never')).toBe(0);
  });

  test('of a rule about the whole source holds too', async () => {
    const clients = { a: { name: 'twin' }, b: { name: 'twin' } };
    expect(await judgedClients(rules({ 'duplicate-name': 'error' }), clients)).toMatchObject({
      code: 1,
      clients: { a: 'fail', b: 'fail' },
    });
    expect((await judgedClients(rules({ 'duplicate-name': 'off' }), clients)).findings).toEqual([]);
  });

  test('of a rule about changes holds too', async () => {
    const files = { 'plan.json': planOf({ [`${TYPE}.a`]: { actions: ['delete'], before: body(), after: null } }) };
    expect((await judged({}, files, 'plan.json')).findings).toEqual(['warning client-replaced/a']);
    expect((await judged(rules({ 'client-replaced': 'error' }), files, 'plan.json')).code).toBe(1);
    expect((await judged(rules({ 'client-replaced': 'off' }), files, 'plan.json')).findings).toEqual([]);
  });

  test('of stale-entry holds for entries of the policy', async () => {
    const policy = { clients: [{ match: 'module.gone.**', ignore: 'r' }] };
    const clients = { a: {} };
    expect((await judgedClients(policy, clients)).findings).toEqual(['note stale-entry/module.gone.**']);
    expect((await judgedClients({ ...policy, ...rules({ 'stale-entry': 'error' }) }, clients)).code).toBe(1);
    expect((await judgedClients({ ...policy, ...rules({ 'stale-entry': 'off' }) }, clients)).findings).toEqual([]);
  });

  test('of gate-bypassed holds too', async () => {
    const files = { 'main.tf.json': tfJson({ a: body() }, declarations({}, { bypass: 'incident' })) };
    expect((await judged({}, files, 'main.tf.json')).code).toBe(1);
    expect((await judged(rules({ 'gate-bypassed': 'off' }), files, 'main.tf.json')).findings).toEqual([]);
  });
});

test('with every other rule off a client that lacks a scope still fails', async () => {
  const off = Object.fromEntries(RULE_IDS.filter((id) => id !== 'missing-scope').map((id) => [id, 'off']));
  const { code, clients, findings } = await judgedClients(rules(off), { a: BAD });
  expect({ code, clients }).toEqual({ code: 1, clients: { a: 'fail' } });
  expect(findings.map((line) => line.split('/')[0])).toEqual(Array(3).fill('error missing-scope'));
});

test('missing-scope may be set to what it is', async () => {
  expect((await judgedClients(rules({ 'missing-scope': 'error' }), { a: BAD })).clients).toEqual({ a: 'fail' });
});

describe('what is not known yet', () => {
  const unknownLifetime = {
    'plan.json': planOf({
      [`${TYPE}.a`]: { after: body(), after_unknown: { access_token_validity_seconds: true } },
    }),
  };
  const unknownGrant = {
    'plan.json': planOf({
      [`${TYPE}.a`]: {
        after: body({ authorized_grant_type: undefined }),
        after_unknown: { authorized_grant_type: true },
      },
    }),
  };

  test('keeps a client open while a rule waits for it, and no longer when the rule is off', async () => {
    expect((await judged({}, unknownLifetime, 'plan.json')).clients).toEqual({ a: 'open' });
    expect(await judged(rules({ 'token-lifetime': 'off' }), unknownLifetime, 'plan.json')).toMatchObject({
      clients: { a: 'pass' },
      findings: [],
    });
  });

  test('keeps a client open for missing-scope, whatever else is off', async () => {
    const off = Object.fromEntries(RULE_IDS.filter((id) => id !== 'missing-scope').map((id) => [id, 'off']));
    const files = {
      'plan.json': planOf({
        [`${TYPE}.new`]: { after: body({ scopes: undefined }), after_unknown: { scopes: true } },
        [`${TYPE}.old`]: update({}, { scopes: undefined }, { after_unknown: { scopes: true } }),
      }),
    };
    expect(await judged(rules(off), files, 'plan.json')).toMatchObject({
      clients: { new: 'open', old: 'open' },
      findings: ['error open missing-scope/new/scopes', 'error open missing-scope/old/scopes'],
    });
  });

  test('weighs as much as the most severe rule that waits', async () => {
    const under = (severities: Record<string, string>) =>
      judged(rules(severities), unknownGrant, 'plan.json', '--unknown', 'fail');
    expect((await under({})).code).toBe(1);
    // invalid-grant-type, an error, waits for it too.
    expect(await under({ 'wrong-grant': 'note' })).toMatchObject({ code: 1, clients: { a: 'open' } });
    expect(await under({ 'wrong-grant': 'note', 'invalid-grant-type': 'note' })).toMatchObject({
      code: 0,
      clients: { a: 'open' },
    });
  });
});

test('a rule that is off does not make a finding of another new or old', async () => {
  const change = update({ scopes: [] }, { scopes: [], name: 'other' });
  const files = { 'plan.json': plan([entry(`${TYPE}.a`, { ...change })]) };
  const { stdout } = await judged(rules({ 'removed-scope': 'off' }), files, 'plan.json');
  expect(JSON.parse(stdout).findings.map((finding: { new: boolean }) => finding.new)).toEqual([false, false, false]);
});
