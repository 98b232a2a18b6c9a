import { type CheckOptions, check } from '../check';
import {
  type ClientVerdict,
  type Finding,
  type Problem,
  printed,
  publicText,
  type Reading,
  type Report,
  type Text,
} from '../model';
import { type AgentCallWithScopes, agentCalls } from '../operations';
import type { Policy } from '../policy';
import { CAPABILITIES, CAPABILITY_IDS, type Capability, covers, isProfileId, PROFILES } from '../scopes';
import { readOAuthClients } from '../sources';
import type { TokenFacts } from './facts';

/** What a token is held against. */
export interface TokenOptions extends Pick<CheckOptions, 'today' | 'catalog'> {
  readonly policy: Policy;
  /** The client's address in the configuration, by which policies speak of it. @default - made of its name */
  readonly address?: string;
  /** Id or name of the organisation that it should be of. @default - any */
  readonly organisation?: string;
}

/** What a token comes to. */
export interface TokenReport {
  readonly facts: TokenFacts;
  /** Absent where the token's scopes are not known. */
  readonly client?: ClientVerdict;
  /** What is required and not held, and where it is lost. */
  readonly missing: readonly Missing[];
  /** The calls of the agent's app that fail with this token where the organisation enforces scopes. */
  readonly calls: readonly AgentCallWithScopes[];
  readonly findings: readonly Finding[];
  /** Beside the findings of the rules: what makes the token the wrong one. */
  readonly errors: readonly Text[];
  readonly problems: readonly Problem[];
  readonly verdict: 'pass' | 'fail' | 'open';
}

export interface Missing {
  readonly scope: Text;
  /**
   * `client`: the client lacks it too; `approval`: the client has it, and nobody approved that; `token`: the client has it,
   * so the token is older; `unknown`: nobody said.
   */
  readonly lostAt: 'client' | 'approval' | 'token' | 'unknown';
}

/** Holds a token against what its client must hold, by the same rules as every gate. */
export function judgeToken(facts: TokenFacts, options: TokenOptions): TokenReport {
  const errors = organisationError(facts, options.organisation);
  const { granted, lacks } = facts;
  if (granted === undefined) {
    const missing = lacks === undefined ? [] : [{ scope: publicText(lacks), lostAt: 'unknown' as const }];
    const verdict = missing.length + errors.length > 0 ? 'fail' : 'open';
    return { facts, missing, calls: callsThatTake(lacks), findings: [], errors, problems: [], verdict };
  }
  const { clients, findings, problems } = judged(facts, granted, options);
  const [client] = clients as [ClientVerdict];
  const failed = errors.length > 0 || client.verdict === 'fail';
  return {
    facts,
    client,
    missing: client.missing.map((scope) => ({ scope, lostAt: lostAt(scope, facts) })),
    calls: refusedCalls(granted, client),
    // What the policy says of clients that are not this one is another's affair.
    findings: findings.filter(({ instances }) => instances.length > 0),
    errors,
    problems,
    verdict: failed ? 'fail' : client.verdict === 'open' ? 'open' : 'pass',
  };
}

/**
 * A token that was given before its client had the scopes speaks no vocabulary, or another one: what the client holds now
 * tells in which names it is to be judged, where nobody names them.
 */
function judged(facts: TokenFacts, granted: readonly string[], options: TokenOptions): Report {
  const by = (scopes: readonly string[], policy: Policy) =>
    check([readingOf(facts, scopes, options.address)], policy, options);
  const { policy } = options;
  const report = by(granted, policy);
  const own = facts.client?.scopes ?? [];
  if (own.length === 0) return report;
  const meant = by([...new Set([...granted, ...own])], policy).clients[0]?.vocabulary ?? undefined;
  return meant === undefined || meant === report.clients[0]?.vocabulary
    ? report
    : by(granted, { ...policy, vocabulary: meant });
}

function readingOf({ client, from }: TokenFacts, granted: readonly string[], address: string | undefined): Reading {
  const name = client?.name ?? 'token';
  // Of a grant that is not told nothing can be said: with this one no rule does.
  const grant = client?.grant ?? 'CODE';
  const entity = { id: client?.id ?? 'token', name, authorizedGrantType: grant, scope: granted };
  const reading = readOAuthClients([entity], { label: from, path: from }, 'organisation');
  if (address === undefined) return reading;
  const named = { address: publicText(address), instance: publicText(address) };
  return { ...reading, clients: reading.clients.map((each) => ({ ...each, ...named })) };
}

function lostAt(scope: string, { client, approval }: TokenFacts): Missing['lostAt'] {
  const hasIt = (held: readonly string[]) => held.some((each) => covers(each, scope));
  if (client?.scopes === undefined) return 'unknown';
  if (!hasIt(client.scopes)) return 'client';
  const approved = approval !== undefined && 'state' in approval ? approval.scopes : undefined;
  return approved === undefined || hasIt(approved) ? 'token' : 'approval';
}

/** By the published operations: whatever a profile is spelled in, these are the scopes that the platform asks for. */
function refusedCalls(granted: readonly string[], { profile, missing }: ClientVerdict): AgentCallWithScopes[] {
  const capabilities = capabilitiesOf(profile, missing);
  return agentCalls().filter(
    ({ capability, scopes }) => capabilities.includes(capability) && !scopes.some((scope) => granted.includes(scope)),
  );
}

/** Of a profile that is not built in the missing scopes tell what suffers. */
function capabilitiesOf(profile: string | null, missing: readonly string[]): readonly Capability[] {
  if (profile !== null && isProfileId(profile)) return PROFILES[profile].capabilities;
  return CAPABILITY_IDS.filter((id) => {
    const { migration, platform } = CAPABILITIES[id];
    return [...migration.required, ...platform.required].some((scope) => missing.includes(scope));
  });
}

function callsThatTake(scope: string | undefined): AgentCallWithScopes[] {
  return scope === undefined ? [] : agentCalls().filter(({ scopes }) => scopes.includes(scope));
}

function organisationError({ organisation, from }: TokenFacts, wanted: string | undefined): Text[] {
  if (wanted === undefined) return [];
  const { id, name } = organisation ?? {};
  if (wanted === id || wanted === name) return [];
  if (id === undefined && name === undefined) {
    return [printed`the organisation is not told by ${from}, so it cannot be compared with ${said(wanted)}`];
  }
  return [printed`the token is of the organisation ${said(name ?? id ?? '')}, not of ${said(wanted)}`];
}

function said(name: string): Text {
  return publicText(JSON.stringify(name));
}
