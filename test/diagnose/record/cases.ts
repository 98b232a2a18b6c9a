import type { Page } from 'playwright-core';
import { requiredScopes } from '../../../lib/scopes';
import type { Platform } from '../../platform/platform';

/** What a recording is of. */
export interface Case {
  readonly scopes: readonly string[];
  /** How the SDK is set up, beside the token. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What happens before the login: to the token, or to what the platform answers. */
  readonly before?: (at: Work) => Promise<void>;
  /** What the agent does after the login. */
  readonly after?: (at: Work) => Promise<unknown>;
}

export interface Work {
  readonly platform: Platform;
  readonly page: Page;
  readonly token: string;
}

const WHOLE = [...requiredScopes('agent', 'platform'), 'stations:readonly', 'presence'];

const without = (...names: readonly string[]): readonly string[] => WHOLE.filter((scope) => !names.includes(scope));

const startCall = ({ page }: Work) => page.evaluate('agent.startCall()');

const readToken = ({ page, token }: Work) => page.evaluate(`agent.call('GET', '/tokens/me', '${token}')`);

const CONTEXT = '7f7a4e53-6f0b-4f3e-9a55-0d4f1b6a2c11';

/** The refusal of the platform, in the form and with the texts of its document. */
function refusal(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
  return {
    status,
    headers: { 'content-type': 'application/json', 'inin-correlation-id': CONTEXT, ...headers },
    body: JSON.stringify({ message, code, status, contextId: CONTEXT, details: [], errors: [] }),
  };
}

type Given = Parameters<Parameters<Parameters<Page['route']>[1]>[0]['fulfill']>[0];

const answering =
  (path: RegExp, given: Given, methods = 'GET POST PUT PATCH') =>
  async ({ page }: Work) => {
    await page.route(path, (route) =>
      methods.includes(route.request().method()) ? route.fulfill(given) : route.fallback(),
    );
  };

export const CASES: Readonly<Record<string, Case>> = {
  healthy: { scopes: WHOLE, after: startCall },
  'migration-names': { scopes: ['webphone:use', 'interaction:read', 'routing:user'] },
  'without-organization': { scopes: without('organization:readonly'), after: readToken },
  'without-user-basic-info': { scopes: without('user-basic-info') },
  'without-notifications': { scopes: without('notifications', 'stations:readonly', 'conversations'), after: readToken },
  'without-stations': { scopes: without('stations:readonly') },
  'without-conversations': { scopes: without('conversations'), after: startCall },
  'expired-token': {
    scopes: WHOLE,
    before: async ({ platform, token }) => platform.expire(token),
  },
  'revoked-before-channel': {
    scopes: WHOLE,
    before: async ({ platform, page, token }) => {
      await page.route(/notifications\/channels/, async (route) => {
        const response = await route.fetch();
        platform.expire(token);
        await route.fulfill({ response });
      });
    },
  },
  'upgrade-403': { scopes: WHOLE, config: { wsHost: 'PROXY' } },
  'rate-limit': {
    scopes: WHOLE,
    before: answering(
      /notifications\/channels/,
      refusal(
        429,
        'too.many.requests.retry.after',
        'Rate limit exceeded the maximum. Retry the request in [3] seconds',
        {
          'retry-after': '3',
          'inin-ratelimit-count': '301',
          'inin-ratelimit-allowed': '300',
          'inin-ratelimit-reset': '24',
        },
      ),
    ),
  },
  'missing-permission': {
    scopes: WHOLE,
    before: answering(
      /conversations\/calls/,
      refusal(
        403,
        'missing.any.permissions',
        'Unable to perform the requested action. You must have at least one of the following permissions assigned: [conversation:conference:add]',
      ),
    ),
    after: startCall,
  },
  'missing-division': {
    scopes: WHOLE,
    before: answering(
      /routing\/queues\/me/,
      refusal(
        403,
        'missing.division.permission',
        "Unable to perform the requested action. You are missing the following permission 'routing:queue:view' in the provided division(s).",
      ),
    ),
    after: ({ page, token }) => page.evaluate(`agent.call('GET', '/routing/queues/me', '${token}')`),
  },
  'organisation-policy': {
    scopes: WHOLE,
    before: answering(
      /organizations\/me/,
      refusal(
        403,
        'authz.policy.denied',
        "Unable to perform the requested action. Your organization's security policies have denied access. Policy ID(s): [0e3c1f9a]",
      ),
    ),
  },
  'ip-not-allowed': {
    scopes: WHOLE,
    before: answering(
      /organizations\/me|users\/me/,
      refusal(401, 'ip.not.authorized', 'Requests originating from this IP address are not authorized: [203.0.113.7]'),
    ),
  },
  'wrong-grant': {
    scopes: WHOLE,
    before: answering(
      /users\/me/,
      refusal(
        400,
        'not.a.user',
        'This request requires a user context. Client credentials cannot be used for requests to this resource.',
      ),
    ),
  },
  'topic-forbidden': {
    scopes: WHOLE,
    before: answering(
      /subscriptions/,
      refusal(403, 'notification.unauthorized.topic', 'Not authorized for this topic.'),
    ),
  },
  'no-station': {
    scopes: WHOLE,
    before: answering(/users\/me/, {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: 'user-1',
        name: 'Ada Agent',
        chat: { jabberId: 'ada@loopback.example' },
        station: {},
      }),
    }),
    after: startCall,
  },
  'proxy-in-front': {
    scopes: WHOLE,
    before: answering(/organizations\/me|users\/me/, {
      status: 403,
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>Blocked</title></head><body>Access to this site is blocked.</body></html>',
    }),
  },
  'server-error': {
    scopes: WHOLE,
    before: answering(
      /organizations\/me/,
      refusal(500, 'internal.server.error', 'The server encountered an unexpected condition.'),
    ),
  },
  jwt: { scopes: WHOLE, config: { jwt: 'JWT', accessToken: undefined } },
};
