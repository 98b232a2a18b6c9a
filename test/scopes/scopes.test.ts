import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CAPABILITIES,
  CAPABILITY_IDS,
  coveredBy,
  covers,
  defineProfile,
  generatedScopes,
  MIGRATION_SCOPES,
  NOT_COVERED,
  PROFILE_IDS,
  PUBLISHED,
  publishedEquivalents,
  recommendedScopes,
  reduceScopes,
  requiredScopes,
  scopeOfPermission,
} from '../../lib/scopes';

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly scopes?: readonly string[];
  readonly permissions: { readonly list: readonly string[] } | null;
}

const { operations, meta } = JSON.parse(
  readFileSync(join(__dirname, '../../data/platform-operations.json'), 'utf8'),
) as {
  operations: readonly Operation[];
  meta: { snapshotDate: string };
};
const published: ReadonlySet<string> = new Set(PUBLISHED.scopes);

describe('the published catalogue', () => {
  test('has exactly the scopes that an operation of the API document names', () => {
    const named = new Set(operations.flatMap(({ scopes = [] }) => scopes));
    expect([...PUBLISHED.scopes]).toEqual([...named].sort());
    expect(PUBLISHED.scopes).toHaveLength(134);
    expect(PUBLISHED.date).toBe(meta.snapshotDate);
  });

  test('has none of the names of the migration vocabulary', () => {
    expect([...MIGRATION_SCOPES.keys()]).toEqual([
      'webphone:use',
      'interaction:read',
      'routing:user',
      'interaction:write',
      'digital:read',
    ]);
    expect([...MIGRATION_SCOPES.keys()].filter((name) => published.has(name))).toEqual([]);
  });
});

describe('covers', () => {
  test('a read-write scope covers its :readonly form unless an operation lists the readonly form alone', () => {
    const exceptions = PUBLISHED.scopes
      .filter((name) => name.endsWith(':readonly'))
      .filter((name) =>
        operations.some(({ scopes = [] }) => scopes.includes(name) && !scopes.includes(name.replace(':readonly', ''))),
      );
    expect(exceptions).toEqual([...NOT_COVERED]);
    for (const name of PUBLISHED.scopes.filter((each) => each.endsWith(':readonly'))) {
      const covered = !exceptions.includes(name);
      expect([name, covers(name.replace(':readonly', ''), name)]).toEqual([name, covered]);
      expect(coveredBy(name)).toEqual(covered ? [name, name.replace(':readonly', '')] : [name]);
    }
  });

  test('whatever covers a scope opens every operation that the scope opens', () => {
    for (const needed of PUBLISHED.scopes) {
      for (const held of coveredBy(needed)) {
        const refused = operations.filter(({ scopes = [] }) => scopes.includes(needed) && !scopes.includes(held));
        expect(refused).toEqual([]);
      }
    }
  });

  test.each([
    ['users', 'users', true],
    ['users', 'users:readonly', true],
    ['users:readonly', 'users', false],
    ['Users', 'users', false],
    ['user', 'users', false],
    ['webphone', 'webphone:readonly', false],
    ['users:readonly', 'users:readonly:readonly', false],
    ['', ':readonly', false],
  ])('covers(%j, %j) is %j', (held, needed, expected) => {
    expect(covers(held, needed)).toBe(expected);
  });

  test('the reduction keeps the first mention and drops what another name covers', () => {
    expect(reduceScopes(['users:readonly', 'presence', 'users', 'presence', 'audits', 'audits:readonly'])).toEqual([
      'presence',
      'users',
      'audits',
      'audits:readonly',
    ]);
  });
});

describe('profiles', () => {
  test('require in both vocabularies exactly this', () => {
    const table = Object.fromEntries(
      PROFILE_IDS.map((id) => [id, { migration: requiredScopes(id), platform: requiredScopes(id, 'platform') }]),
    );
    const agent = {
      migration: ['webphone:use', 'interaction:read', 'routing:user'],
      platform: [
        'user-basic-info',
        'organization:readonly',
        'notifications',
        'conversations',
        'users',
        'routing:readonly',
      ],
    };
    const digital = { ...agent, migration: [...agent.migration, 'interaction:write', 'digital:read'] };
    const none = { migration: [], platform: [] };
    expect(table).toEqual({
      agent,
      'voice-agent': agent,
      'chat-agent': digital,
      contributor: digital,
      admin: digital,
      'light-agent': none,
      'billing-admin': none,
    });
  });

  test('recommend in the platform vocabulary what the softphone and the presence picker use', () => {
    expect(recommendedScopes('agent', 'platform')).toEqual(['stations:readonly', 'presence']);
    expect(recommendedScopes('chat-agent')).toEqual([]);
  });

  test('generate required, recommended and additional scopes without repetition', () => {
    expect(generatedScopes('agent', 'platform', ['routing', 'analytics:readonly', 'users'])).toEqual([
      'user-basic-info',
      'organization:readonly',
      'notifications',
      'conversations',
      'users',
      'stations:readonly',
      'presence',
      'routing',
      'analytics:readonly',
    ]);
  });

  test('every capability has published equivalents for each of its migration names', () => {
    for (const id of CAPABILITY_IDS) {
      for (const name of CAPABILITIES[id].migration.required) {
        expect(publishedEquivalents(name)).toEqual(CAPABILITIES[id].platform.required);
        expect(publishedEquivalents(name).every((scope) => published.has(scope))).toBe(true);
      }
    }
    expect(publishedEquivalents('users')).toEqual([]);
  });

  test.each([
    [{ id: ' ', capabilities: ['webphone'] }, 'defineProfile: id is empty; name the kind of user'],
    [{ id: 'agent', capabilities: ['webphone'] }, 'defineProfile: "agent" is a built-in profile; choose another id'],
    [
      { id: 'x', capabilities: ['phone'] },
      'defineProfile: unknown capability "phone"; capabilities are webphone, interaction, routing, digital',
    ],
    [{ id: 'x', capabilities: [] }, 'defineProfile: it asks for no capability and no scope; name at least one'],
  ])('defineProfile(%j) is refused', (profile, message) => {
    expect(() => defineProfile(profile as never)).toThrow(message);
  });
});

test('every permission of the API document points at a scope that an operation of it takes', () => {
  const accepted = new Map<string, Set<string>>();
  for (const { permissions, scopes = [] } of operations) {
    for (const permission of permissions?.list.filter((each) => each.split(':').length > 2) ?? []) {
      accepted.set(permission, new Set([...(accepted.get(permission) ?? []), ...scopes.flatMap(withReadWrite)]));
    }
  }
  expect(accepted.size).toBeGreaterThan(1_300);
  const wrong = [...accepted].filter(
    ([permission, scopes]) => scopes.size > 0 && !scopes.has(scopeOfPermission(permission) ?? ''),
  );
  expect(wrong.map(([permission]) => permission)).toEqual([]);
  expect(scopeOfPermission('routing:queue:join')).toBe('users');
  expect(scopeOfPermission('telephony:selfStationAssociation:edit')).toBe('users');
  expect(scopeOfPermission('conversation:call:add')).toBe('conversations');
  expect(scopeOfPermission('routing:queue')).toBeUndefined();
  expect(scopeOfPermission('constructor:a:b')).toBeUndefined();
});

/** A permission names what may be done; whether the read-write scope is needed for it, its name does not tell. */
function withReadWrite(scope: string): string[] {
  return [scope, scope.replace(':readonly', '')];
}
