import {
  CAPABILITY_IDS,
  CLIENT_PROFILE_IDS,
  coveredBy,
  DEFAULT_VOCABULARY,
  defineProfile,
  didYouMean,
  generatedScopes,
  isProfileId,
  KNOWN_SCOPES,
  MIGRATION_SCOPES,
  MISTAKES,
  namesMeant,
  nearest,
  needsClient,
  PROFILE_IDS,
  PROFILES,
  PUBLISHED,
  PUBLISHED_CATALOG,
  profileOf,
  profileProblems,
  recommendedScopes,
  reduceScopes,
  requiredScopes,
  scopeOfPermission,
  VOCABULARIES,
} from '../../lib/scopes';

describe('the nearest name', () => {
  const names = ['users', 'users-rules', 'usage', 'gdpr', 'sms', 'Upload'];

  test.each([
    ['users', 'users'],
    ['user', 'users'],
    ['uzerz', 'users'],
    ['uxxxs', undefined],
    ['USERS', 'users'],
    // A short name has one letter to go wrong.
    ['gdpx', 'gdpr'],
    ['gdxx', undefined],
    ['sm', 'sms'],
    ['s', undefined],
    // Five letters are two.
    ['gdprxx', 'gdpr'],
    ['gdxxr', 'gdpr'],
    ['uplaod', 'Upload'],
    ['', undefined],
  ])('of %j is %j', (name, expected) => {
    expect(nearest(name, names)).toBe(expected);
  });

  test('is the first of several that are as near, and the nearer of two in whatever order', () => {
    expect(nearest('userz', ['users', 'usera'])).toBe('users');
    expect(nearest('userz', ['usera', 'users'])).toBe('usera');
    expect(nearest('users', ['usexx', 'users'])).toBe('users');
    expect(nearest('users', ['users', 'usexx'])).toBe('users');
  });

  test('is asked about, where there is one', () => {
    expect(didYouMean('userz', names)).toBe(' (did you mean "users"?)');
    expect(didYouMean('holograms', names)).toBe('');
  });
});

describe('what was meant by a name', () => {
  test.each<[string, string[]]>([
    ['Users : ReadOnly', ['users:readonly']],
    ['routing:queue:join', ['users']],
    ['analytics:view', ['analytics', 'analytics:readonly']],
    ['audits', ['audits:readonly']],
    ['organizations', ['organization']],
    ['holograms', []],
    ['', []],
  ])('%j is %j', (name, meant) => {
    expect(namesMeant(name, KNOWN_SCOPES)).toEqual(meant);
  });

  test('is tried as another spelling first, and as a near name last', () => {
    expect(Object.keys(MISTAKES)).toEqual(['spelling', 'permission', 'form', 'near']);
    // Of one that may have gone wrong in several ways.
    expect(namesMeant('Routing:Queue:Join', new Set(['routing:queue:join']))).toEqual(['routing:queue:join']);
    expect(namesMeant('usersx', new Set(['users', 'usersy']))).toEqual(['users']);
  });
});

describe('a permission', () => {
  test.each([
    ['directory:user:view', 'users'],
    ['directory:group:add', 'groups'],
    ['routing:queue:view', 'routing'],
    ['a:b:c', undefined],
    ['routing:queue', undefined],
    ['routing', undefined],
    ['', undefined],
    ['::', undefined],
    ['constructor:x:y', undefined],
    ['__proto__:x:y', undefined],
  ])('%j asks for %j', (permission, scope) => {
    expect(scopeOfPermission(permission)).toBe(scope);
  });

  test('whose operations are not in the API document takes the scope of its domain', () => {
    const domains = {
      affiliateOrganization: 'billing',
      agentUI: 'users',
      bridge: 'integrations',
      internal: 'telephony',
      limits: 'organization',
      mfa: 'users',
      settings: 'architect',
      troubleshooting: 'logcapture',
      wfm: 'workforce-management',
    };
    for (const [domain, scope] of Object.entries(domains)) {
      expect([domain, scopeOfPermission(`${domain}:entity:new`)]).toEqual([domain, scope]);
    }
  });
});

test('what covers a name that is in no catalogue is that name', () => {
  expect(coveredBy('holograms:readonly')).toEqual(['holograms:readonly']);
  expect(coveredBy('users')).toEqual(['users']);
});

test('the reduction is of any list, and keeps what nothing else covers', () => {
  expect(reduceScopes([])).toEqual([]);
  expect(reduceScopes(new Set(['users', 'users:readonly']))).toEqual(['users']);
  expect(reduceScopes(['users:readonly', 'users:readonly'])).toEqual(['users:readonly']);
});

test('names that the product knows are the published ones and those of the migration guidance', () => {
  expect([...KNOWN_SCOPES].sort()).toEqual([...PUBLISHED.scopes, ...MIGRATION_SCOPES.keys()].sort());
  expect(PUBLISHED_CATALOG).toEqual({
    date: PUBLISHED.date,
    source: 'published',
    scopes: new Set(PUBLISHED.scopes),
  });
});

test('each name of the migration guidance spells one capability', () => {
  expect(Object.fromEntries(MIGRATION_SCOPES)).toEqual({
    'webphone:use': 'webphone',
    'interaction:read': 'interaction',
    'routing:user': 'routing',
    'interaction:write': 'digital',
    'digital:read': 'digital',
  });
});

test('vocabularies, capabilities and profiles stand in the order in which they are told', () => {
  expect(VOCABULARIES).toEqual(['migration', 'platform']);
  expect(DEFAULT_VOCABULARY).toBe('migration');
  expect(CAPABILITY_IDS).toEqual(['webphone', 'interaction', 'routing', 'digital']);
  expect(PROFILE_IDS).toEqual([
    'agent',
    'voice-agent',
    'chat-agent',
    'contributor',
    'admin',
    'light-agent',
    'billing-admin',
  ]);
  expect(CLIENT_PROFILE_IDS).toEqual(['agent', 'voice-agent', 'chat-agent', 'contributor', 'admin']);
});

test('the kinds of Zendesk users are told apart by what its API says of a person', () => {
  expect(Object.entries(PROFILES).map(([id, { zendesk }]) => `${id}: ${zendesk}`)).toEqual([
    'agent: role_type 0 with neither a Talk nor a chat entitlement',
    'voice-agent: a Talk entitlement and no chat',
    'chat-agent: role_type 2, chat_only, or a chat entitlement',
    'contributor: role_type 3',
    'admin: role_type 4, and team leads',
    'light-agent: role_type 1',
    'billing-admin: role_type 5',
  ]);
});

describe('profiles', () => {
  test('are known by name, and no name of an object is one', () => {
    expect(PROFILE_IDS.every(isProfileId)).toBe(true);
    expect(['constructor', '__proto__', 'toString', '', 'Agent'].some(isProfileId)).toBe(false);
  });

  test('are the same object each time, and a value is itself', () => {
    expect(profileOf('agent')).toBe(profileOf('agent'));
    expect(profileOf('agent')).toEqual({ id: 'agent', capabilities: PROFILES.agent.capabilities });
    const own = { id: 'own', capabilities: ['webphone'] as const };
    expect(profileOf(own)).toBe(own);
  });

  test('that are none are refused, and so are vocabularies', () => {
    expect(() => profileOf('agents' as never)).toThrow(
      new Error(
        'unknown profile "agents"; profiles are agent, voice-agent, chat-agent, contributor, admin, light-agent, billing-admin',
      ),
    );
    const refusal = new Error('unknown vocabulary "English"; vocabularies are migration, platform');
    expect(() => requiredScopes('agent', 'English' as never)).toThrow(refusal);
    expect(() => recommendedScopes('agent', 'English' as never)).toThrow(refusal);
    // Also where nothing would be looked up.
    expect(() => requiredScopes('light-agent', 'English' as never)).toThrow(refusal);
    expect(() => recommendedScopes('light-agent', 'English' as never)).toThrow(refusal);
  });

  test('need a client when they ask for a capability or a scope', () => {
    expect(needsClient({ id: 'x', capabilities: [] })).toBe(false);
    expect(needsClient({ id: 'x', capabilities: [], scopes: [] })).toBe(false);
    expect(needsClient({ id: 'x', capabilities: ['webphone'] })).toBe(true);
    expect(needsClient({ id: 'x', capabilities: [], scopes: ['users'] })).toBe(true);
    expect(needsClient({ id: 'x', capabilities: [], allowedScopes: ['users'] })).toBe(false);
  });

  test('take the migration vocabulary where none is given', () => {
    expect(requiredScopes('agent')).toEqual(requiredScopes('agent', 'migration'));
    expect(recommendedScopes('agent')).toEqual([]);
    expect(generatedScopes('agent')).toEqual(['webphone:use', 'interaction:read', 'routing:user']);
    expect(generatedScopes('agent', 'platform', ['users:readonly', 'analytics'])).toEqual([
      'user-basic-info',
      'organization:readonly',
      'notifications',
      'conversations',
      'users',
      'routing:readonly',
      'stations:readonly',
      'presence',
      'analytics',
    ]);
  });

  test("of a team's own require their scopes in both vocabularies, less what a capability covers", () => {
    const own = defineProfile({ id: 'own', capabilities: ['routing'], scopes: ['users:readonly', 'analytics'] });
    expect(requiredScopes(own)).toEqual(['routing:user', 'users:readonly', 'analytics']);
    expect(requiredScopes(own, 'platform')).toEqual(['users', 'routing:readonly', 'analytics']);
  });

  test('that are defined do not change afterwards', () => {
    const own = defineProfile({ id: 'own', capabilities: ['routing'], scopes: ['users'], allowedScopes: ['presence'] });
    expect([own, own.capabilities, own.scopes, own.allowedScopes].every(Object.isFrozen)).toBe(true);
  });
});

describe('what is wrong with a profile', () => {
  const CAPABILITIES = 'capabilities are webphone, interaction, routing, digital';

  test.each<[unknown, string[]]>([
    [undefined, ['it is no object with id and capabilities']],
    [null, ['it is no object with id and capabilities']],
    ['agent', ['it is no object with id and capabilities']],
    [
      { id: 'x', capabilities: [], scope: [] },
      ['unknown key "scope"; keys are id, capabilities, scopes, allowedScopes'],
    ],
    [{ capabilities: ['webphone'] }, ['id is empty; name the kind of user']],
    [{ id: 5, capabilities: ['webphone'] }, ['id is empty; name the kind of user']],
    [{ id: '', capabilities: ['webphone'] }, ['id is empty; name the kind of user']],
    [{ id: ' \t', capabilities: ['webphone'] }, ['id is empty; name the kind of user']],
    [{ id: 'admin', capabilities: ['webphone'] }, ['"admin" is a built-in profile; choose another id']],
    [{ id: 'x' }, ['capabilities is no list of names']],
    [{ id: 'x', capabilities: 'webphone' }, ['capabilities is no list of names']],
    [{ id: 'x', capabilities: ['webphone', 5] }, ['capabilities is no list of names']],
    [{ id: 'x', capabilities: ['webphone'], scopes: 'users' }, ['scopes is no list of names']],
    [{ id: 'x', capabilities: ['webphone'], allowedScopes: [null] }, ['allowedScopes is no list of names']],
    [
      { id: 'x', capabilities: ['phone', 'webphone', 'fax'] },
      [`unknown capability "phone"; ${CAPABILITIES}`, `unknown capability "fax"; ${CAPABILITIES}`],
    ],
    [{ id: 'x', capabilities: [] }, ['it asks for no capability and no scope; name at least one']],
    [
      { id: 'x', capabilities: [], allowedScopes: ['users'] },
      ['it asks for no capability and no scope; name at least one'],
    ],
    [{ id: 'x', capabilities: [], scopes: ['users'] }, []],
    [{ id: 'x', capabilities: ['webphone'], scopes: [], allowedScopes: [] }, []],
  ])('%j: %j', (profile, problems) => {
    expect(profileProblems(profile)).toEqual(problems);
  });

  test('is told all at once where it is refused', () => {
    expect(() => defineProfile({ id: 'x', capabilities: ['phone', 'fax'] } as never)).toThrow(
      new Error(
        `defineProfile: unknown capability "phone"; ${CAPABILITIES}; unknown capability "fax"; ${CAPABILITIES}`,
      ),
    );
  });
});
