import { randomUUID } from 'node:crypto';
import type { Answer, Incoming } from '../loopback/server';
import { AGENT, type Caller, currentUser, ringing, station } from './agent';
import type { OAuthClientBody, OAuthClients } from './oauth-clients';
import { Refusal } from './problems';
import type { Token } from './tokens';
import { type UsageRow, usageRoutes } from './usage';

/** A request that was let through. */
export interface Call extends Incoming {
  readonly token: Token;
  /** What stands in the place of `{conversationId}` and the like. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the platform has, besides its people. */
export interface Organisation {
  readonly clients: OAuthClients;
  /** The scopes that exist in it. */
  readonly scopes: ReadonlySet<string>;
  readonly channels: Set<string>;
  /** What administrators approved, by client. */
  readonly approvals: Map<string, Approval>;
  /** The calls that ring, by conversation. */
  readonly calls: Map<string, Caller>;
  /** What clients called, by client. */
  readonly usage: Map<string, readonly UsageRow[]>;
  /** For which times somebody asked what clients called. */
  readonly usageIntervals: string[];
}

/** As `GET /api/v2/oauth/authorizations/{clientId}` answers. */
export interface Approval {
  readonly state: 'Unauthorized' | 'Requested' | 'Authorized' | 'Revoked';
  readonly scope: readonly string[];
  readonly pending: boolean;
}

export type Route = (call: Call) => Answer;

/** The routes of the stand-in, by the names of the published document. */
export function routesOf({
  clients,
  scopes,
  channels,
  approvals,
  calls,
  usage,
  usageIntervals,
}: Organisation): Readonly<Record<string, Route>> {
  const conversation = ({ parameters: { conversationId = '' } }: Call) => {
    const caller = calls.get(conversationId);
    if (caller === undefined) throw new Refusal('not.found');
    return ringing(conversationId, caller);
  };
  const hangUp = (call: Call) => {
    const { id } = conversation(call);
    calls.delete(id);
    return ok({ id });
  };
  return {
    'GET /api/v2/organizations/me': () => ok(ORGANISATION),
    'GET /api/v2/authorization/products': () => ok({ entities: [] }),
    'GET /api/v2/organizations/limits/namespaces/{namespaceName}': ({ parameters: { namespaceName = '' } }) => {
      const limits = LIMITS[namespaceName];
      if (limits === undefined) throw new Refusal('not.found');
      return ok({ entities: Object.entries(limits).map(([key, value]) => ({ key, namespace: namespaceName, value })) });
    },
    'GET /api/v2/oauth/scopes': () => {
      const entities = [...scopes].map((id) => ({ id, description: id, selfUri: `/api/v2/oauth/scopes/${id}` }));
      return ok({ total: scopes.size, entities });
    },

    'POST /api/v2/oauth/clients': ({ body }) => ok(clients.create(body as OAuthClientBody)),
    'GET /api/v2/oauth/clients': () => ok({ entities: [...clients.all.values()], total: clients.all.size }),
    'GET /api/v2/oauth/clients/{clientId}': ({ parameters: { clientId = '' } }) => ok(clients.get(clientId)),
    'PUT /api/v2/oauth/clients/{clientId}': ({ parameters: { clientId = '' }, body }) =>
      ok(clients.update(clientId, body as OAuthClientBody)),
    'DELETE /api/v2/oauth/clients/{clientId}': ({ parameters: { clientId = '' } }) => {
      clients.delete(clientId);
      return { status: 204 };
    },

    'GET /api/v2/oauth/authorizations/{clientId}': ({ parameters: { clientId = '' } }) => {
      const approval = approvals.get(clientId);
      if (approval === undefined) throw new Refusal('not.found');
      return ok({ client: clients.get(clientId), ...approval });
    },

    ...usageRoutes(usage, usageIntervals),

    'GET /api/v2/tokens/me': ({ token: { client } }) =>
      ok({
        organization: ORGANISATION,
        homeOrganization: ORGANISATION,
        authorizedScope: client.scope,
        OAuthClient: { ...client, organization: ORGANISATION },
      }),
    'GET /api/v2/users/me': asUser(() => ok(currentUser())),
    'GET /api/v2/stations/{stationId}': ({ parameters: { stationId } }) => {
      if (stationId !== AGENT.stationId) throw new Refusal('userservice.station.notfound');
      return ok(station());
    },

    'GET /api/v2/routing/queues/me': asUser(() => ok({ entities: [{ id: 'queue-1', name: 'Chat', joined: true }] })),
    'PUT /api/v2/users/{userId}/routingstatus': asUser(({ parameters: { userId }, body }) =>
      ok({ userId, ...(body as object) }),
    ),
    'PATCH /api/v2/users/{userId}/presences/purecloud': asUser(({ body }) =>
      ok({ id: 'presence-1', ...(body as object) }),
    ),

    'POST /api/v2/notifications/channels': asUser(() => {
      const id = `streaming-${randomUUID()}`;
      channels.add(id);
      return ok({ id, connectUri: `/stream/channels/${id}` });
    }),
    'PUT /api/v2/notifications/channels/{channelId}/subscriptions': ({ body }) => ok({ entities: body }),
    'POST /api/v2/notifications/channels/{channelId}/subscriptions': ({ body }) => ok({ entities: body }),

    'POST /api/v2/conversations/calls': asUser(() => {
      const id = randomUUID();
      return ok({ id, selfUri: `/api/v2/conversations/calls/${id}` });
    }),
    'GET /api/v2/conversations/{conversationId}': (call) => ok(conversation(call)),
    'PATCH /api/v2/conversations/calls/{conversationId}/participants/{participantId}': hangUp,
    'POST /api/v2/conversations/calls/{conversationId}/participants/{participantId}/replace': hangUp,
  };
}

/** By namespace. The platform has more of them; the numbers are those that are documented, where one is. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'platform.api': {
    'client.credentials.token.rate.per.minute': 300,
    'request.bytes.max': 512_000,
    'token.rate.per.minute': 300,
  },
};

const ORGANISATION = { id: 'organisation-1', name: 'Loopback', defaultCountryCode: 'US' };

function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** A client that speaks for itself alone is no person. */
function asUser(route: Route): Route {
  return (call) => {
    if (!call.token.isUser) throw new Refusal('not.a.user');
    return route(call);
  };
}
