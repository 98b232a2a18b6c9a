import type { Capability } from '../scopes';
import { loadOperations, type Operation } from './operations';

/** A call that the softphone, or the app of an agent, makes. */
export interface AgentCall {
  readonly method: string;
  readonly path: string;
  readonly capability: Capability;
  /** What the call is for, as words after "to". */
  readonly purpose: string;
  /** What the agent sees when it is refused. */
  readonly ifRefused: string;
}

/**
 * What the parts of an agent's app call. `webphone`: observed with genesys-cloud-webrtc-sdk 9.2.4 against an API that enforces
 * scopes (2026-11-23), and read in the code of 14.0.0. The others are calls of client apps: the SDK makes none of them.
 * Scopes and permissions of each stand in the API document.
 */
const AGENT_CALLS = [
  {
    method: 'GET',
    path: '/api/v2/organizations/me',
    capability: 'webphone',
    purpose: 'log the softphone in',
    ifRefused: 'the login fails, and the WebSocket is not even tried',
  },
  {
    method: 'GET',
    path: '/api/v2/users/me',
    capability: 'webphone',
    purpose: 'log the softphone in',
    ifRefused: 'the login fails, and the WebSocket is not even tried',
  },
  {
    method: 'POST',
    path: '/api/v2/notifications/channels',
    capability: 'webphone',
    purpose: 'open the channel on which calls ring',
    ifRefused: 'the login fails, and the WebSocket is not even tried',
  },
  {
    method: 'PUT',
    path: '/api/v2/notifications/channels/{channelId}/subscriptions',
    capability: 'webphone',
    purpose: 'hear of the station',
    ifRefused: 'the login fails',
  },
  {
    method: 'GET',
    path: '/api/v2/stations/{stationId}',
    capability: 'webphone',
    purpose: 'find the station',
    ifRefused: 'the phone comes up without a station',
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/calls',
    capability: 'webphone',
    purpose: 'place a call',
    ifRefused: 'the login looks healthy, and every call fails',
  },
  {
    method: 'PATCH',
    path: '/api/v2/conversations/calls/{conversationId}/participants/{participantId}',
    capability: 'webphone',
    purpose: 'mute, hold, decline and end calls',
    ifRefused: 'calls can be neither muted, held, declined nor ended',
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/calls/{conversationId}/participants/{participantId}/replace',
    capability: 'webphone',
    purpose: 'send a call to voicemail',
    ifRefused: "a colleague's call cannot be declined",
  },
  {
    method: 'GET',
    path: '/api/v2/conversations/{conversationId}',
    capability: 'interaction',
    purpose: 'read an interaction',
    ifRefused: 'some actions on calls fail',
  },
  {
    method: 'PUT',
    path: '/api/v2/users/{userId}/routingstatus',
    capability: 'routing',
    purpose: 'go on queue',
    ifRefused: 'the agent cannot go on queue',
  },
  {
    method: 'PATCH',
    path: '/api/v2/users/{userId}/queues/{queueId}',
    capability: 'routing',
    purpose: 'join and leave a queue',
    ifRefused: 'the agent cannot join a queue',
  },
  {
    method: 'GET',
    path: '/api/v2/routing/queues/me',
    capability: 'routing',
    purpose: 'list the own queues',
    ifRefused: 'the app shows no queues',
  },
  {
    method: 'PATCH',
    path: '/api/v2/users/{userId}/presences/purecloud',
    capability: 'routing',
    purpose: 'set the presence',
    ifRefused: 'the presence cannot be changed',
  },
  {
    method: 'GET',
    path: '/api/v2/conversations/messages/{conversationId}',
    capability: 'digital',
    purpose: 'read a message',
    ifRefused: 'chats and messages stay empty',
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages',
    capability: 'digital',
    purpose: 'answer a message',
    ifRefused: 'chats and messages cannot be answered',
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/emails/{conversationId}/messages',
    capability: 'digital',
    purpose: 'answer an email',
    ifRefused: 'emails cannot be answered',
  },
] as const satisfies readonly AgentCall[];

/** A call with what the API document asks of a token for it: one of the scopes. */
export interface AgentCallWithScopes extends AgentCall {
  readonly scopes: readonly string[];
}

/** What an agent's app calls, with the scopes of the API document. */
export function agentCalls(): readonly AgentCallWithScopes[] {
  const { find } = loadOperations();
  return AGENT_CALLS.map((call) => ({ ...call, scopes: find(call.method, call.path)?.scopes ?? [] }));
}

/** The call of an agent's app that an operation is; undefined where it is none. */
export function agentCallOf({ method, path }: Operation): AgentCall | undefined {
  return AGENT_CALLS.find((call) => call.method === method && call.path === path);
}
