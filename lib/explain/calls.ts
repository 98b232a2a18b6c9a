import { agentCalls } from '../operations';
import type { Capability } from '../scopes';
import type { Need, ScopeCalls } from './explanation';

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
