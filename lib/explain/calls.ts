import { AGENT_CALLS, loadOperations, type Operation } from '../operations';
import type { Capability } from '../scopes';
import type { Call, Need, ScopeCalls } from './explanation';

/** What an agent's app calls, with the scopes of the API document. */
export function agentCalls(): readonly Call[] {
  const operations = loadOperations();
  return AGENT_CALLS.map((call) => ({ ...call, scopes: operations.find(call.method, call.path)?.scopes ?? [] }));
}

/** The call of an agent's app that an operation is. */
export function callOf({ method, path }: Operation) {
  return AGENT_CALLS.find((call) => call.method === method && call.path === path) ?? null;
}

/** The scopes of a vocabulary, each with what the capabilities call by it. */
export function scopesWithCalls(
  { required, recommended }: Readonly<Record<Need, readonly string[]>>,
  capabilities: readonly Capability[],
): readonly ScopeCalls[] {
  const made = agentCalls().filter(({ capability }) => capabilities.includes(capability));
  const withCalls = (need: Need) => (name: string) => ({
    name,
    need,
    calls: made.filter(({ scopes }) => scopes.includes(name)),
  });
  return [...required.map(withCalls('required')), ...recommended.map(withCalls('recommended'))];
}
