import { checkDocument } from './run-example';
import { testRule } from './test-rule';

const client = (name: unknown) => ({ name, authorized_grant_type: 'CODE' });
const clients = (...names: unknown[]) => ({
  document: {
    resource: {
      genesyscloud_oauth_client: Object.fromEntries(names.map((name, index) => [`c${index}`, client(name)])),
    },
  },
});

testRule('duplicate-name', {
  pass: {
    'different names': clients('chat', 'voice'),
    'names that are not known yet': clients('${var.a}', '${var.a}'),
    'clients without a name': clients(null, null),
  },
  fail: {
    'one finding for each of three': {
      given: clients('chat', 'chat', 'chat', 'voice'),
      findings: [
        'warning: has the name "chat", which genesyscloud_oauth_client.c1, genesyscloud_oauth_client.c2 has too',
        'warning: has the name "chat", which genesyscloud_oauth_client.c0, genesyscloud_oauth_client.c2 has too',
        'warning: has the name "chat", which genesyscloud_oauth_client.c0, genesyscloud_oauth_client.c1 has too',
      ],
    },
  },
});

const provider = (block: unknown) => ({ document: { provider: { genesyscloud: block } } });

testRule('secret-in-plan', {
  pass: {
    'a credential from a variable': provider({ oauthclient_secret: '${var.secret}', access_token: '' }),
    'another provider': { document: { provider: { aws: { access_token: 'x' } } } },
    'the id of the client': provider({ oauthclient_id: 'an id is no secret' }),
  },
  fail: {
    'every argument that holds one': {
      given: provider([{ oauthclient_secret: 's', access_token: 't', proxy: { auth: [{ password: 'p' }] } }]),
      findings: ['access_token', 'oauthclient_secret', 'proxy.auth.password'].map(
        (argument) =>
          `warning genesyscloud/${argument}: ${argument} is written in the provider block genesyscloud: every copy of the plan holds it in clear`,
      ),
    },
  },
});

const bypass = (reason?: string) => ({
  document: { variable: { genesys_scopes: { default: { v: 1, clients: {}, ...(reason && { bypass: reason }) } } } },
});

testRule('gate-bypassed', {
  pass: { 'an output of the gate': bypass() },
  fail: {
    'the reason': {
      given: bypass('incident 4711'),
      findings: ['error: was synthesized while the gate was bypassed; the reason given: incident 4711'],
    },
  },
});

const acknowledging = (until: string | undefined, rule = 'retiring-grant', subject?: string) => ({
  attributes: { authorized_grant_type: 'TOKEN' },
  declared: {
    profile: 'agent' as const,
    acknowledge: [{ rule, reason: 'PKCE comes in spring', ...(until && { until }), ...(subject && { subject }) }],
  },
});
const entry = 'the acknowledgment of "retiring-grant" (PKCE comes in spring)';

testRule('stale-entry', {
  pass: {
    'one without an end': acknowledging(undefined),
    'one that ends in more than a fortnight': acknowledging('2026-12-10'),
    'one whose finding may still turn up': {
      ...acknowledging(undefined, 'excess-scope'),
      attributes: { scopes: '${var.late}' },
    },
  },
  fail: {
    'an end within a fortnight': {
      given: acknowledging('2026-12-09'),
      findings: [`warning retiring-grant: ${entry} expires on 2026-12-09`],
    },
    'the last day': {
      given: acknowledging('2026-11-25'),
      findings: [`warning retiring-grant: ${entry} expires on 2026-11-25`],
    },
    'the day after': {
      given: acknowledging('2026-11-24'),
      findings: [`warning retiring-grant: ${entry} expired on 2026-11-24`],
    },
    'a declaration without its client': {
      given: {
        document: {
          variable: {
            genesys_scopes: { default: { v: 1, clients: { 'genesyscloud_oauth_client.gone': { profile: 'agent' } } } },
          },
        },
      },
      findings: [
        'warning genesyscloud_oauth_client.gone: declares what genesyscloud_oauth_client.gone is for, but there is no such client: one of another address is judged by the base profile',
      ],
    },
    'one that matches nothing': {
      given: acknowledging(undefined, 'excess-scope', 'users'),
      findings: [
        'warning excess-scope: the acknowledgment of "excess-scope" of "users" (PKCE comes in spring) matches no finding',
      ],
    },
  },
});

test('an acknowledgment accepts until its last day and not after; the finding is shown as accepted', () => {
  const document = (until: string) => ({
    resource: {
      genesyscloud_oauth_client: {
        c: { name: 'n', authorized_grant_type: 'TOKEN', scopes: ['webphone:use', 'interaction:read', 'routing:user'] },
      },
    },
    variable: {
      genesys_scopes: {
        default: {
          v: 1,
          clients: {
            'genesyscloud_oauth_client.c': {
              profile: 'agent',
              acknowledge: [{ rule: 'retiring-grant', reason: 'r', until }],
            },
          },
        },
      },
    },
  });
  const inForce = checkDocument(document('2026-11-25'));
  expect(inForce.accepted.map(({ id }) => id)).toEqual(['retiring-grant/genesyscloud_oauth_client.c']);
  expect(inForce.clients.map(({ verdict }) => verdict)).toEqual(['accepted']);
  const ended = checkDocument(document('2026-11-24'));
  expect(ended.accepted).toEqual([]);
  expect(ended.findings.map(({ rule }) => rule)).toContain('retiring-grant');
});

test('an acknowledgment of a missing scope is no declaration: the document cannot be read', () => {
  const report = checkDocument({
    variable: {
      genesys_scopes: {
        default: {
          v: 1,
          clients: { 'genesyscloud_oauth_client.c': { acknowledge: [{ rule: 'missing-scope', reason: 'r' }] } },
        },
      },
    },
  });
  expect(report.problems.map(({ message }) => message)).toEqual([
    'variable genesys_scopes.default.clients.genesyscloud_oauth_client.c.acknowledge.0.rule cannot be understood: a missing scope cannot be acknowledged in code; name a profile with fewer capabilities',
  ]);
});
