import fc from 'fast-check';
import * as product from '../../lib';
import * as entry from '../../lib/browser';
import { defineProfile, type GrantedScopes, missingScopes } from '../../lib/browser';
import { check } from '../../lib/check';
import { publicText } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import {
  CLIENT_PROFILE_IDS,
  MIGRATION_SCOPES,
  PROFILE_IDS,
  PUBLISHED_CATALOG,
  profileOf,
  requiredScopes,
  VOCABULARIES,
} from '../../lib/scopes';
import { readTerraformJson } from '../../lib/sources/configuration';
import { BASE_SCOPES, PLATFORM_BASE_SCOPES } from '../helpers/scopes';

test('the entry for client apps has these names, and the main entry has them too', () => {
  const names = ['covers', 'defineProfile', 'missingScopes', 'recommendedScopes', 'requiredScopes'];
  expect(Object.keys(entry).sort()).toEqual(names);
  expect(product).toMatchObject({ ...entry });
});

describe('what the platform answers', () => {
  const held = ['webphone:use', 'routing:user'];

  test.each<[string, GrantedScopes]>([
    ['a list', held],
    ['a text with blanks between the names', 'webphone:use routing:user'],
    ['a text with more blanks than names', '  webphone:use   routing:user '],
    ['the whole answer of tokens/me', { authorizedScope: held }],
    ['an answer with a text in it', { authorizedScope: 'webphone:use routing:user' }],
  ])('is taken as %s', (_, granted) => {
    expect(missingScopes(granted, 'agent')).toEqual(['interaction:read']);
    expect(missingScopes(granted, 'chat-agent')).toEqual(['interaction:read', 'interaction:write', 'digital:read']);
  });

  test('is taken with everything else that tokens/me says', () => {
    const answer = {
      organization: { id: 'o', name: 'Example' },
      authorizedScope: [...BASE_SCOPES],
      OAuthClient: { id: 'c', scope: [] },
    };
    expect(missingScopes(answer, 'agent')).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a truth value', true],
    ['an empty text', ''],
    ['an empty list', []],
    ['an empty object', {}],
    ['an error body', { message: 'refused', code: 'bad.credentials', status: 401 }],
    ['an answer whose list is null', { authorizedScope: null }],
    ['an answer whose list is an object', { authorizedScope: { 0: 'webphone:use' } }],
    ['an answer in a list', [{ authorizedScope: BASE_SCOPES }]],
    ['a list with other things than names', [null, 7, undefined, {}, ['webphone:use'], Symbol('webphone:use')]],
    ['all names in one element', [BASE_SCOPES.join(' ')]],
    ['a promise that was not awaited', Promise.resolve(BASE_SCOPES)],
    ['names in capitals', BASE_SCOPES.map((name) => name.toUpperCase())],
    ['names with blanks around them', BASE_SCOPES.map((name) => ` ${name}`)],
    ['a text with line ends between the names', BASE_SCOPES.join('\n')],
    ['a text with commas between the names', BASE_SCOPES.join(',')],
  ])('and is odd holds nothing: %s', (_, granted) => {
    expect(missingScopes(granted as GrantedScopes, 'agent')).toEqual(BASE_SCOPES);
  });

  test('counts the names beside odd elements', () => {
    expect(missingScopes([null, ...BASE_SCOPES, 7] as string[], 'agent')).toEqual([]);
  });

  test('whatever it is, never ends in an exception, and never in a pass unless the names are there', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (granted) => {
        expect(missingScopes(granted as GrantedScopes, 'agent')).toEqual(BASE_SCOPES);
      }),
    );
  });
});

describe('the names', () => {
  test('a read-write scope covers its readonly form, but not the other way round', () => {
    const wide = ['user-basic-info', 'organization', 'notifications', 'conversations', 'users', 'routing'];
    expect(missingScopes(wide, 'agent')).toEqual([]);
    const narrow = ['user-basic-info', 'organization:readonly', 'notifications', 'conversations:readonly'];
    expect(missingScopes(narrow, 'agent')).toEqual(['conversations', 'users', 'routing:readonly']);
  });

  test('what a profile lists beyond its capabilities is required too', () => {
    const lead = defineProfile({ id: 'lead', capabilities: ['interaction'], scopes: ['analytics:readonly'] });
    expect(missingScopes('conversations', lead)).toEqual(['analytics:readonly']);
    expect(missingScopes('conversations analytics', lead)).toEqual([]);
  });

  test('a profile without a client lacks nothing', () => {
    expect(missingScopes([], 'light-agent')).toEqual([]);
    expect(missingScopes(undefined, 'billing-admin')).toEqual([]);
  });
});

describe('the vocabulary', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['the one that is met whole', ['user-basic-info', ...BASE_SCOPES], []],
    ['the other one that is met whole', ['webphone:use', ...PLATFORM_BASE_SCOPES], []],
    ['the one of which more is held', ['webphone:use', 'interaction:read', 'users'], ['routing:user']],
    ['that of the guidance for a mixture of as many', ['webphone:use', 'users'], ['interaction:read', 'routing:user']],
    ['the published one for names that are all published', ['analytics'], PLATFORM_BASE_SCOPES],
    ['that of the guidance for a name that nobody publishes', ['analytics', 'nothing'], BASE_SCOPES],
  ])('where none is named is %s', (_, held, missing) => {
    expect(missingScopes(held, 'agent')).toEqual(missing);
  });

  test('that is named decides', () => {
    expect(missingScopes(BASE_SCOPES, 'agent', { vocabulary: 'platform' })).toEqual(PLATFORM_BASE_SCOPES);
    expect(missingScopes(PLATFORM_BASE_SCOPES, 'agent', { vocabulary: 'migration' })).toEqual(BASE_SCOPES);
    expect(missingScopes(BASE_SCOPES, 'agent', { vocabulary: undefined })).toEqual([]);
  });
});

describe('what the programmer got wrong is refused', () => {
  const profiles = 'profiles are agent, voice-agent, chat-agent, contributor, admin, light-agent, billing-admin';

  test.each<[string, unknown, string]>([
    ['an unknown profile', 'chatagent', `unknown profile "chatagent"; ${profiles}`],
    ['a name that every object has', 'constructor', `unknown profile "constructor"; ${profiles}`],
    ['no profile', undefined, 'missingScopes: no profile: it is no object with id and capabilities'],
    [
      'a profile with a misspelt capability',
      { id: 'lead', capabilities: ['webfone'] },
      'missingScopes: no profile: unknown capability "webfone"; capabilities are webphone, interaction, routing, digital',
    ],
    [
      'a smaller profile under a built-in name',
      { id: 'agent', capabilities: ['interaction'] },
      'missingScopes: no profile: "agent" is a built-in profile; choose another id',
    ],
  ])('%s', (_, profile, message) => {
    expect(() => missingScopes(BASE_SCOPES, profile as 'agent')).toThrow(new Error(message));
  });

  test('an unknown vocabulary', () => {
    const options = { vocabulary: 'plattform' as 'platform' };
    expect(() => missingScopes(BASE_SCOPES, 'agent', options)).toThrow(
      new Error('unknown vocabulary "plattform"; vocabularies are migration, platform'),
    );
  });
});

/** What the gates say of a client with these scopes. */
function missingByTheGates(scopes: readonly string[], profile: (typeof CLIENT_PROFILE_IDS)[number]) {
  const client = { name: 'x', authorized_grant_type: 'CODE', scopes };
  const value = { resource: { genesyscloud_oauth_client: { x: client } } };
  const label = publicText('x');
  const policy = { ...DEFAULT_POLICY, base: profileOf(profile), baseNamed: true };
  const options = { today: '2027-01-01', catalog: PUBLISHED_CATALOG };
  return check([readTerraformJson([{ value, file: label }], { label, path: label })], policy, options).clients[0];
}

test('it says of every token what the gates say of a client with the same scopes', () => {
  const name = fc.constantFrom(...PUBLISHED_CATALOG.scopes, ...MIGRATION_SCOPES.keys(), 'nothing');
  const whole = fc.constantFrom(...PROFILE_IDS.flatMap((id) => VOCABULARIES.map((each) => requiredScopes(id, each))));
  const held = fc.tuple(
    fc.array(name, { maxLength: 4 }),
    whole.chain((names) => fc.subarray([...names])),
  );
  fc.assert(
    fc.property(held, fc.constantFrom(...CLIENT_PROFILE_IDS), ([some, most], profile) => {
      const scopes = [...some, ...most];
      const judged = missingByTheGates(scopes, profile);
      expect([...missingScopes(scopes, profile)].sort()).toEqual(judged?.missing);
      expect(missingScopes(scopes, profile)).toEqual(missingScopes(scopes.join(' '), profile));
    }),
    { numRuns: 500 },
  );
});
