import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../lib/files';
import type { Finding } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { type Profile, profileOf, type Vocabulary } from '../../lib/scopes';
import { BASE_SCOPES as MIGRATION, PLATFORM_BASE_SCOPES as PLATFORM } from '../helpers/scopes';
import { body, declarations, entry, plan, TYPE } from '../sources/inputs';
import { checkPlan, type Surroundings } from './run-example';
import { testRule } from './test-rule';

const scopes = (before: readonly (string | null)[] | null, after: unknown, rest: object = {}) => ({
  before: { scopes: before },
  attributes: { scopes: after },
  ...rest,
});

/** A policy under which every client must meet the profile. */
function asking(profile: Profile, vocabulary?: Vocabulary): Surroundings {
  return { policy: { ...DEFAULT_POLICY, base: profile, baseNamed: true, ...(vocabulary && { vocabulary }) } };
}

const lists = (...names: string[]) => asking({ id: 'board', capabilities: [], scopes: names });
const loses = (scope: string) => `error ${scope}: loses "${scope}", which it requires`;
const losesOther = (scope: string) => `warning ${scope}: loses "${scope}": apps that use it lose it`;

testRule('removed-scope', {
  pass: {
    'a scope that is added': scopes(MIGRATION.slice(1), MIGRATION),
    'scopes in another order, and twice': scopes(MIGRATION, [...MIGRATION.toReversed(), MIGRATION[0]]),
    'a client that lacks a scope before and after': scopes(['webphone:use'], ['webphone:use']),
    'a switch of the vocabulary, whole': scopes(MIGRATION, PLATFORM),
    'a switch back, with what the other recommends': scopes([...PLATFORM, 'presence', 'stations:readonly'], MIGRATION),
    'a switch that the policy names': scopes(MIGRATION, PLATFORM, asking(profileOf('agent'), 'platform')),
    'a :readonly form that its read-write form replaces': scopes(
      ['users:readonly'],
      ['users'],
      lists('users:readonly'),
    ),
    'an entry that does nothing': scopes(MIGRATION, MIGRATION, { actions: ['no-op'] }),
    'a client that is deleted': scopes(MIGRATION, null, { actions: ['delete'] }),
    'a client that Terraform only forgets': scopes(MIGRATION, null, { actions: ['forget'] }),
    'a null element': scopes([null, ...MIGRATION], MIGRATION),
  },
  fail: {
    'a scope that the profile requires': {
      given: scopes(MIGRATION, MIGRATION.slice(0, 2)),
      findings: [loses('routing:user')],
    },
    'a scope that it does not': {
      given: scopes([...MIGRATION, 'analytics'], MIGRATION),
      findings: [losesOther('analytics')],
    },
    'all of them': {
      given: scopes([...MIGRATION, 'analytics'], [], asking(profileOf('agent'), 'migration')),
      findings: [...MIGRATION.toSorted().map(loses), losesOther('analytics')],
    },
    'all of them, by taking the list away': {
      given: scopes(MIGRATION, null, asking(profileOf('agent'), 'migration')),
      findings: MIGRATION.toSorted().map(loses),
    },
    'a switch of the vocabulary, by half': {
      given: scopes(PLATFORM, ['webphone:use', 'interaction:read']),
      findings: PLATFORM.toSorted().map(losesOther),
    },
    'a switch to what the policy does not name': {
      given: scopes(PLATFORM, MIGRATION, asking(profileOf('agent'), 'platform')),
      findings: PLATFORM.toSorted().map(loses),
    },
    'a recommended scope': {
      given: scopes([...PLATFORM, 'presence'], PLATFORM),
      findings: [losesOther('presence')],
    },
    'a read-write scope of which the :readonly form stays, where it is required': {
      given: scopes(['users'], ['users:readonly'], lists('users')),
      findings: [loses('users')],
    },
    'a read-write scope of which the :readonly form stays, where that is enough': {
      given: scopes(['users'], ['users:readonly'], lists('users:readonly')),
      findings: [losesOther('users')],
    },
    'a read-write scope that met a :readonly one, told once': {
      given: scopes(['users'], [], lists('users:readonly')),
      findings: [loses('users:readonly')],
    },
    'a :readonly form that no read-write form covers': {
      given: scopes(['quality:readonly'], ['quality'], lists('quality:readonly')),
      findings: [loses('quality:readonly')],
    },
    'a name that no catalogue has': {
      given: scopes([...MIGRATION, 'Holograms '], MIGRATION),
      findings: [losesOther('Holograms ')],
    },
    'a client that is made again with fewer scopes': {
      given: scopes(MIGRATION, MIGRATION.slice(0, 2), { actions: ['delete', 'create'] }),
      findings: [loses('routing:user')],
    },
    'an action that this release does not know': {
      given: scopes(MIGRATION, MIGRATION.slice(0, 2), { actions: ['transmogrify'] }),
      findings: [loses('routing:user')],
    },
    'a client of which nothing is asked': {
      given: {
        before: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: ['users'] },
        attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null },
      },
      findings: [losesOther('users')],
    },
    // The token of an agent comes from no such client: who logged in with it cannot any more.
    'a client whose grant is changed to one without a user': {
      given: {
        before: { scopes: MIGRATION },
        attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null },
      },
      findings: MIGRATION.toSorted().map(loses),
    },
  },
  open: {
    'a list that is not known yet': {
      given: scopes(MIGRATION, 5 as unknown),
      waitsFor: 'scopes',
    },
  },
});

testRule('client-replaced', {
  pass: {
    'an update': { before: {}, attributes: { name: 'other' } },
    'an entry that does nothing': { before: {}, actions: ['no-op'] },
    'a client that Terraform only forgets': { before: {}, actions: ['forget'] },
    'a client of which nothing is asked': {
      before: { authorized_grant_type: 'CLIENT-CREDENTIALS' },
      attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS' },
      actions: ['delete', 'create'],
    },
    'a client of which nothing is asked, deleted': {
      before: { authorized_grant_type: 'CLIENT-CREDENTIALS' },
      actions: ['delete'],
    },
    'a client that nothing names, where the policy ignores such': {
      before: {},
      actions: ['delete', 'create'],
      policy: { ...DEFAULT_POLICY, unmatched: 'ignore' },
    },
  },
  fail: {
    'one that is deleted before it is made again': {
      given: { before: {}, actions: ['delete', 'create'] },
      findings: ['error: is deleted and made again, with another id and secret; profile "agent" needs it'],
    },
    'one that is made again before it is deleted': {
      given: { before: {}, actions: ['create', 'delete'] },
      findings: ['error: is deleted and made again, with another id and secret; profile "agent" needs it'],
    },
    'one that is deleted, as a warning': {
      given: { before: {}, actions: ['delete'] },
      findings: ['warning: is deleted; apps of profile "agent" may still log in with it'],
    },
    'one that the policy names': {
      given: { before: {}, actions: ['delete', 'create'], ...asking(profileOf('chat-agent')) },
      findings: ['error: is deleted and made again, with another id and secret; profile "chat-agent" needs it'],
    },
    'one that an agent logged in with, and cannot any more': {
      given: {
        before: {},
        attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null },
        actions: ['delete', 'create'],
      },
      findings: ['error: is deleted and made again, with another id and secret; profile "agent" needs it'],
    },
  },
});

const credential = (name: unknown) => ({ integration_credential_name: name });

testRule('credential-overwrite', {
  pass: {
    'a client without a credential': { before: {}, attributes: { name: 'other' } },
    'a credential without a name': { before: credential(''), attributes: credential('') },
    'a client that is only made': {
      before: credential('agents'),
      attributes: credential('agents'),
      actions: ['create'],
    },
    'a client that stays as it is': {
      before: credential('agents'),
      attributes: credential('agents'),
      actions: ['no-op'],
    },
    'a client that is made again, with a new secret': {
      before: credential('agents'),
      attributes: credential('agents'),
      actions: ['delete', 'create'],
    },
    'a client that is deleted': { before: credential('agents'), actions: ['delete'] },
  },
  fail: {
    'an update': {
      given: { before: credential('agents'), attributes: { ...credential('agents'), name: 'other' } },
      findings: ['warning: is updated, and the integration credential "agents" may be written with an empty secret'],
    },
  },
});

// What an example cannot say --------------------------------------------------------------------------------------------

const RULES = ['removed-scope', 'client-replaced', 'credential-overwrite'];
const addressOf = (name: string) => `${TYPE}.${name}`;

function changes(json: JsonObject, surroundings?: Surroundings, rules: readonly string[] = RULES): string[] {
  return checkPlan(json, surroundings)
    .findings.filter(({ rule, kind }) => rules.includes(rule) || kind === 'open')
    .map(line);
}

function line({ severity, kind, id, message }: Finding): string {
  return `${severity}${kind === 'open' ? ' open' : ''} ${id.replace(`${TYPE}.`, '')}: ${message}`;
}

const planOf = (change: object, rest: object = {}): JsonObject =>
  JSON.parse(
    plan([entry(addressOf('a'), { actions: ['update'], before: body(), after: body(), ...change })], { ...rest }),
  );

const declaring = (declared: object) => ({
  configuration: { root_module: { variables: declarations({ [addressOf('a')]: declared }).variable } },
});

describe('a genuine plan', () => {
  const genuine = (name: string): JsonObject =>
    JSON.parse(readFileSync(join(__dirname, `../fixtures/plans/${name}.plan.json`), 'utf8'));

  test('of every kind of change', () => {
    expect(changes(genuine('lifecycle'))).toEqual([
      'error removed-scope/adopted/users: is imported, and the plan takes away "users", which it requires',
      'error removed-scope/loses/interaction:read: loses "interaction:read", which it requires',
      'warning client-replaced/goes: is deleted; apps of profile "agent" may still log in with it',
      'warning removed-scope/loses/digital:read: loses "digital:read": apps that use it lose it',
    ]);
  });

  test.each(['create-missing', 'create-missing.opentofu', 'credentials', 'declared', 'postcondition-fails'])(
    '%s only makes clients, which changes none that exists',
    (name) => {
      expect(changes(genuine(name))).toEqual([]);
    },
  );
});

test('a client that is deleted without a profile that needs it is told by no rule', () => {
  const deleted = planOf({ actions: ['delete'], after: null }, declaring({ exempt: 'a wallboard' }));
  expect(changes(deleted)).toEqual([]);
});

test('a client that is deleted is called so, and one that is forgotten is not', () => {
  const reasonOf = (action: string) => checkPlan(planOf({ actions: [action], after: null })).clients[0]?.reason;
  expect(reasonOf('delete')).toBe('destroyed by this plan');
  expect(reasonOf('forget')).not.toBe('destroyed by this plan');
});

test('a client that is exempt may be replaced and lose scopes', () => {
  const change = { actions: ['delete', 'create'], after: body({ scopes: [] }) };
  expect(changes(planOf(change, declaring({ exempt: 'a wallboard' })))).toEqual([]);
});

test('the profile that code declares is the one that a client is needed for', () => {
  const chat = [...MIGRATION, 'interaction:write', 'digital:read'];
  const change = { before: body({ scopes: chat }), after: body({ scopes: MIGRATION }), actions: ['create', 'delete'] };
  expect(changes(planOf(change, declaring({ profile: 'chat-agent' })))).toEqual([
    'error client-replaced/a: is deleted and made again, with another id and secret; profile "chat-agent" needs it',
    'error removed-scope/a/digital:read: loses "digital:read", which it requires',
    'error removed-scope/a/interaction:write: loses "interaction:write", which it requires',
  ]);
});

test('of scopes that are not known yet one finding names all rules that wait', () => {
  const change = { after: body({ scopes: undefined }), after_unknown: { scopes: true } };
  expect(changes(planOf(change))).toEqual([
    'error open missing-scope/a/scopes: scopes is not known yet (waits for a value known after apply), so these rules wait: "missing-scope", "removed-scope", "unknown-scope", "unpublished-scope"',
  ]);
});

test('of one element that is not known yet the others are judged', () => {
  const after = body({ scopes: [...PLATFORM.slice(1), null] });
  const change = { after, after_unknown: { scopes: [...PLATFORM.slice(1).map(() => false), true] } };
  expect(changes(planOf(change)).map((each) => each.split(':')[0])).toEqual(['error open missing-scope/a/scopes']);
});

test('the credential of an update that is not known yet keeps the rule waiting', () => {
  const change = { after: body(), after_unknown: { integration_credential_name: true } };
  expect(changes(planOf(change))).toEqual([
    'warning open credential-overwrite/a/integration_credential_name: integration_credential_name is not known yet (known after apply), so these rules wait: "credential-overwrite"',
  ]);
});

test('a credential whose name is sensitive is not named', () => {
  const named = body(credential('M4RKER'));
  const change = {
    before: named,
    after: { ...named, name: 'x' },
    after_sensitive: { integration_credential_name: true },
  };
  expect(changes(planOf(change))).toEqual([
    'warning credential-overwrite/a: is updated, and the integration credential (sensitive) may be written with an empty secret',
  ]);
});

describe('sensitive scopes', () => {
  const change = {
    before: body({ scopes: [...PLATFORM, 'M4RKER:of-a-scope'] }),
    before_sensitive: { scopes: true },
    after_sensitive: { scopes: true },
  };

  test('that are lost are told without their names', () => {
    expect(changes(planOf(change))).toEqual([
      'warning removed-scope/a/(sensitive): loses (sensitive): apps that use it lose it',
    ]);
  });

  test('that are required and lost are named, because the profile names them', () => {
    const after = body({ scopes: PLATFORM.slice(1) });
    expect(changes(planOf({ ...change, after }))).toEqual([
      'error removed-scope/a/user-basic-info: loses "user-basic-info", which it requires',
      'warning removed-scope/a/(sensitive): loses (sensitive): apps that use it lose it',
    ]);
  });
});

test('what a plan takes away from a client outside its own change is no finding of it: somebody else did', () => {
  const drift = [entry(addressOf('a'), { actions: ['update'], before: body(), after: body({ scopes: [] }) })];
  const puttingBack = planOf({ before: body({ scopes: [] }) }, { resource_drift: drift });
  expect(changes(puttingBack)).toEqual([]);
});

test('a deposed client is none that apps log in with', () => {
  const deposed = entry(addressOf('a'), { actions: ['delete'], before: body(), after: null }, { deposed: 'byebye01' });
  expect(changes(JSON.parse(plan([deposed])))).toEqual([]);
});

test('a client that is moved and loses a scope is told', () => {
  const moved = entry(
    addressOf('b'),
    { actions: ['update'], before: body(), after: body({ scopes: PLATFORM.slice(1) }) },
    { previous_address: addressOf('a') },
  );
  expect(changes(JSON.parse(plan([moved])))).toEqual([
    'error removed-scope/b/user-basic-info: loses "user-basic-info", which it requires',
  ]);
});
