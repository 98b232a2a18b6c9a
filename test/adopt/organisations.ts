import fc from 'fast-check';
import { PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import type { OAuthClient } from '../platform/oauth-clients';
import { PUBLISHED_AND_MIGRATION } from '../platform/platform';
import { existing } from './states';

const MIGRATION = ['webphone:use', 'interaction:read', 'routing:user', 'interaction:write', 'digital:read'];

/** Scopes as organisations have them: whole, in part, of both vocabularies, misspelt, new, twins of one another. */
const scopes = fc
  .tuple(
    fc.constantFrom<readonly string[]>([], MIGRATION, MIGRATION.slice(0, 3), PLATFORM_BASE_SCOPES, ['organization']),
    fc.subarray([...MIGRATION, ...PLATFORM_BASE_SCOPES]),
    fc.subarray(['organization', 'routing', 'conversations:readonly', 'users:readonly', 'WebPhone:Use', 'brand-new']),
    fc.subarray([...PUBLISHED_AND_MIGRATION], { maxLength: 3 }),
  )
  .map((parts) => [...new Set(parts.flat())].sort());

const client = fc.record({
  name: fc.constantFrom('Zendesk chat', 'Zendesk voice', 'Wallboard', 'Nightly job', 'Twin', "T w/i'n ${x}"),
  authorizedGrantType: fc.constantFrom('CODE', 'CODE', 'CODE', 'TOKEN', 'SAML2-BEARER', 'CLIENT-CREDENTIALS'),
  accessTokenValiditySeconds: fc.constantFrom(86_400, 64_800, 60, 38_880_000),
  state: fc.constantFrom('active', 'inactive'),
  description: fc.constantFrom('', 'legacy'),
  registeredRedirectUri: fc.subarray(['https://a.example/cb', 'http://b.example/cb']),
  scope: scopes,
  roleDivisions: fc.subarray([
    { roleId: 'role-1', divisionId: 'division-1' },
    { roleId: 'role-2', divisionId: 'division-1' },
  ]),
});

/** Clients of an organisation, each with an id of its own. */
export const organisations: fc.Arbitrary<readonly OAuthClient[]> = fc
  .array(client, { minLength: 1, maxLength: 8 })
  .map((clients) => clients.map((each, index) => existing(idOf(index), each)));

function idOf(index: number): string {
  // They differ in the first part or in the last.
  return `${index % 2 === 0 ? '45698b65' : `97a437f${index}`}-948d-4d79-a7bc-3cdb7d93ac${String(index).padStart(2, '0')}`;
}

/** What may be said in a policy of clients of these names. */
export const policies: fc.Arbitrary<object> = fc.constantFrom(
  {},
  { vocabulary: 'platform' },
  { clients: [{ match: { name: 'Zendesk *' }, profile: 'chat-agent', vocabulary: 'migration' }] },
  { clients: [{ match: { name: 'Wallboard' }, scopes: ['analytics:readonly'], allowedScopes: ['users'] }] },
  {
    clients: [{ match: { name: '*' }, profile: 'voice-agent', scopes: ['presence'] }],
    rules: { 'excess-scope': 'error' },
  },
  { clients: [{ match: 'genesyscloud_oauth_client.**', ignore: 'not now' }] },
  { unmatched: 'ignore', rules: { 'duplicate-name': 'error', 'retiring-grant': 'error' } },
  { clients: [{ match: { name: 'Twin' }, ignore: 'not ours' }], unmatched: 'warn' },
);
