import fc from 'fast-check';
import { entryOf, planOf, sensitiveMarks, valuesOf } from './as-plan';
import { worldsOf } from './world-generator';
import { asApplied, type World, type WorldClient } from './worlds';

/** What a plan does to a client. */
export const ACTIONS = {
  create: ['create'],
  update: ['update'],
  'no-op': ['no-op'],
  replace: ['delete', 'create'],
  'replace, the new one first': ['create', 'delete'],
  'an action that is not known': ['reconcile'],
  delete: ['delete'],
  forget: ['forget'],
} as const;

export type Action = keyof typeof ACTIONS;

/** A client and how a plan changes it. */
export interface Changed {
  readonly action: Action;
  readonly importing: boolean;
  readonly moved: boolean;
  readonly reason: boolean;
  readonly after: WorldClient;
  /** As it was; not of a client that is made. What is in a state is known. */
  readonly before: WorldClient;
}

const often = fc.constantFrom<Action>('update', 'update', 'update', 'no-op', 'create', 'replace');
const changes = fc.record({
  action: fc.oneof({ weight: 3, arbitrary: often }, { weight: 2, arbitrary: fc.constantFrom(...actions()) }),
  importing: fc.nat(3).map((number) => number === 0),
  moved: fc.nat(3).map((number) => number === 0),
  reason: fc.boolean(),
  isSame: fc.nat(3).map((number) => number === 0),
});

function actions(): Action[] {
  return Object.keys(ACTIONS) as Action[];
}

/** Worlds of which each client is what comes of a change. */
export const changedWorlds: fc.Arbitrary<readonly Changed[]> = fc
  .tuple(worldsOf({ depth: 1 }), worldsOf({ depth: 1 }))
  .chain(([world, other]) =>
    fc
      .tuple(...world.map(() => changes))
      .map((each) => world.map((after, index) => changed(after, other[index] ?? after, each[index]))),
  );

type Change = typeof changes extends fc.Arbitrary<infer T> ? T : never;

function changed(client: WorldClient, other: WorldClient, change: Change | undefined): Changed {
  if (change === undefined) throw new Error('a client has no change');
  const { isSame, ...rest } = change;
  const known = asApplied([client])[0] ?? client;
  // What is not changed is known: it is what the state has.
  const after =
    rest.action === 'no-op' ? { ...client, grant: known.grant, list: known.list, elements: known.elements } : client;
  const { path, name, key: _, ...content } = after;
  const { grant, list, elements } = asApplied([isSame || rest.action === 'no-op' ? after : other])[0] ?? after;
  const before = { ...content, path, name, grant, list, elements, ...(after.key !== undefined && { key: after.key }) };
  return { ...rest, after, before };
}

export function isGone({ action }: Changed): boolean {
  return action === 'delete' || action === 'forget';
}

/** A plan of the changes. */
export function asChangePlan(all: readonly Changed[]): string {
  const world: World = all.map(({ after }) => after);
  const entries = all.map((change) => {
    const { action, importing, moved, reason, after, before } = change;
    const isNew = action === 'create';
    return entryOf(
      after,
      {
        actions: ACTIONS[action],
        before: isNew ? null : valuesOf(before),
        before_sensitive: isNew ? false : sensitiveMarks(before),
        ...(isGone(change) && { after: null, after_unknown: {}, after_sensitive: false }),
        ...(importing && !isNew && { importing: { id: 'x' } }),
      },
      {
        ...(moved && { previous_address: 'genesyscloud_oauth_client.before' }),
        ...(reason && { action_reason: 'replace_because_cannot_update' }),
      },
    );
  });
  return planOf(world, entries);
}
