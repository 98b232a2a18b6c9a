import { body, TYPE, WHOLE } from '../sources/inputs';
import { judged, judgedClients, MIGRATED, planOf } from './judged';

const IGNORED = 'ignored: nothing names it, and the policy ignores such clients (unmatched: ignore)';
const WARNED = 'ignored: nothing names it, and the policy only warns of such clients (unmatched: warn)';
const JOB = { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null };

describe('a client that nothing names', () => {
  const LACKING = { scopes: WHOLE.slice(1) };
  const missing = 'missing-scope/a/user-basic-info';

  test.each([
    ['base', 1, 'fail', [`error ${missing}`]],
    ['warn', 0, WARNED, [`warning ${missing}`]],
    ['ignore', 0, IGNORED, []],
  ])('and lacks a scope, by unmatched: %s', async (unmatched, code, verdict, findings) => {
    expect(await judgedClients({ unmatched }, { a: LACKING })).toMatchObject({
      code,
      clients: { a: verdict },
      findings,
    });
  });

  test.each([
    ['base', 'pass'],
    ['warn', 'pass'],
    ['ignore', IGNORED],
  ])('and lacks none, by unmatched: %s', async (unmatched, verdict) => {
    expect((await judgedClients({ unmatched }, { a: {} })).clients).toEqual({ a: verdict });
  });

  test.each(['base', 'warn', 'ignore'])('and has no user, by unmatched: %s', async (unmatched) => {
    expect((await judgedClients({ unmatched }, { a: JOB })).clients).toEqual({ a: 'pass' });
  });

  test.each([
    ['base', 1],
    ['warn', 1],
    ['ignore', 0],
  ])('and is wrong in another way, by unmatched: %s', async (unmatched, code) => {
    expect((await judgedClients({ unmatched }, { a: { access_token_validity_seconds: 10 } })).code).toBe(code);
  });

  test('fails by unmatched: warn when warnings fail', async () => {
    const files = { 'plan.json': planOf({ [`${TYPE}.a`]: { after: body(LACKING) } }) };
    expect((await judged({ unmatched: 'warn' }, files, 'plan.json', '--fail-on', 'warning')).code).toBe(1);
  });

  test.each([
    ['warn', 'open'],
    ['base', 'open'],
    ['ignore', IGNORED],
  ])('and whose scopes are not known yet, by unmatched: %s', async (unmatched, verdict) => {
    const files = {
      'plan.json': planOf({ [`${TYPE}.a`]: { after: body({ scopes: undefined }), after_unknown: { scopes: true } } }),
    };
    expect((await judged({ unmatched }, files, 'plan.json')).clients).toEqual({ a: verdict });
  });

  test('and whose grant is not known yet is no pass', async () => {
    const after = body({ scopes: [], authorized_grant_type: undefined });
    const files = { 'plan.json': planOf({ [`${TYPE}.a`]: { after, after_unknown: { authorized_grant_type: true } } }) };
    for (const unmatched of ['base', 'warn', 'ignore']) {
      expect((await judged({ unmatched }, files, 'plan.json')).clients.a).not.toMatch(/pass|accepted/);
    }
  });

  test('is not let off by what was typed on the command line', async () => {
    const files = { 'plan.json': planOf({ [`${TYPE}.a`]: { after: body(LACKING) } }) };
    for (const unmatched of ['base', 'warn', 'ignore']) {
      expect(await judged({ unmatched }, files, 'plan.json', '--profile', 'agent')).toMatchObject({
        code: 1,
        clients: { a: 'fail' },
      });
    }
  });
});

test.each(['base', 'warn', 'ignore'])('unmatched: %s takes nothing from clients that are named', async (unmatched) => {
  const policy = { unmatched, clients: [{ match: `${TYPE}.a`, profile: 'chat-agent' }] };
  const clients = { a: { ...MIGRATED, name: 'a' }, b: MIGRATED };
  const declared = { b: { profile: 'chat-agent' } };
  expect((await judgedClients(policy, clients, declared)).clients).toEqual({ a: 'fail', b: 'fail' });
});
