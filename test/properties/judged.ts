import { type Judgment, saidOf } from './gates';
import { GRANTS, type OracleVerdict } from './oracle';
import { verdictOn, type World, type WorldClient } from './worlds';

/** What may come of a client. */
export type Outcome = 'waits' | 'free' | 'complete' | 'missing';

export const OUTCOMES: readonly Outcome[] = ['waits', 'free', 'complete', 'missing'];

function outcomeOf(oracle: OracleVerdict): Outcome {
  if (oracle.kind !== 'judged') return oracle.kind;
  return oracle.missing.length > 0 ? 'missing' : 'complete';
}

/** Compares what a gate says of each client with what the oracle says. */
export function expectJudged(report: Judgment, world: World, saw: (outcome: Outcome) => void = () => {}): void {
  expect(report.problems ?? []).toEqual([]);
  expect(report.clients.length).toBe(world.length);
  for (const client of world) {
    const oracle = verdictOn(client);
    saw(outcomeOf(oracle));
    const { verdict, missing, listed: line } = saidOf(report, client);
    const expected = oracle.kind === 'judged' ? oracle.missing : [];
    // Whatever a list waits for could be what is missing.
    expect({ missing, line }).toEqual({ missing: expected, line: expected });
    expect(verdictsFor(client, oracle)).toContain(verdict);
  }
}

function verdictsFor({ grant }: WorldClient, oracle: OracleVerdict): readonly string[] {
  if (oracle.kind === 'waits') return ['open', 'fail'];
  if (oracle.kind === 'judged' && oracle.missing.length > 0) return ['fail'];
  if (grant === null) return ['open', 'fail'];
  return GRANTS.includes(grant) ? ['pass', 'accepted', 'fail'] : ['fail'];
}

/** What the reports of two forms of a world say of each client, to be compared. */
export function told(report: Judgment, world: World) {
  return world.map((client) => saidOf(report, client));
}
