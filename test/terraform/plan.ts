/** The parts of plan JSON that tests look at. */
export interface Plan {
  readonly errored: boolean;
  readonly resource_changes?: readonly ResourceChange[];
  readonly checks?: readonly Check[];
}

interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
    readonly after_sensitive: Readonly<Record<string, unknown>>;
    readonly importing?: { readonly id: string };
  };
}

interface Check {
  readonly status: string;
  readonly instances?: readonly { readonly problems?: readonly { readonly message: string }[] }[];
}

/** What a plan does to one resource. */
export function changeOf(plan: Plan, address: string): ResourceChange {
  const change = plan.resource_changes?.find((candidate) => candidate.address === address);
  if (change === undefined) throw new Error(`the plan has no change of ${address}`);
  return change;
}

/** What a plan does, as one line for each resource that it does not leave alone. */
export function actionsOf(plan: Plan): string[] {
  return (plan.resource_changes ?? [])
    .filter(({ change, previous_address }) => change.actions.join() !== 'no-op' || previous_address !== undefined)
    .map(({ address, change }) => `${change.actions.join(', ')} ${address}`);
}

/** The messages of the conditions and checks that failed. */
export function problemsOf(plan: Plan): string[] {
  return (plan.checks ?? []).flatMap(({ instances = [] }) =>
    instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message)),
  );
}
