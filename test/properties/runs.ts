import fc from 'fast-check';

const USUAL = 200;

/** How often the properties that touch no file are tried. RUNS in the environment sets it; the dearer ones get their share. */
const RUNS = Number(process.env.RUNS ?? USUAL);

/** A run that somebody watches tells how far it is. */
const IS_LONG = RUNS > 10 * USUAL;

jest.setTimeout(120_000 + RUNS * 2_000);

/** Of 200 runs of the cheap properties, how many one gets that reads policies, works in folders, or builds apps. */
const SHARES = { pure: USUAL, policy: 50, folder: 25, command: 8, app: 20 } as const;

type Cost = keyof typeof SHARES;

/** Tries a property. What fails is printed with a seed and a path: SEED and SEED_PATH in the environment try it again. */
export function always<T>(cost: Cost, arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  const tick = progress(runsOf(cost));
  const counted = fc.property(arbitrary, (value) => {
    tick();
    property(value);
  });
  fc.assert(counted, parameters(cost));
}

/** {@link always} for what takes its time. */
export async function alwaysLater<T>(
  cost: Cost,
  arbitrary: fc.Arbitrary<T>,
  property: (value: T) => Promise<void>,
): Promise<void> {
  const tick = progress(runsOf(cost));
  const counted = fc.asyncProperty(arbitrary, async (value) => {
    tick();
    await property(value);
  });
  await fc.assert(counted, parameters(cost));
}

function runsOf(cost: Cost): number {
  return Math.ceil((RUNS * SHARES[cost]) / USUAL);
}

function parameters(cost: Cost): { numRuns: number; seed?: number; path?: string } {
  const { SEED: seed, SEED_PATH: path } = process.env;
  return {
    numRuns: runsOf(cost),
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path }),
  };
}

/** Tells every ten seconds how many runs there have been; nothing in a usual run. */
function progress(runs: number): () => void {
  const name = expect.getState().currentTestName;
  let count = 0;
  let told = Date.now();
  return () => {
    count += 1;
    if (!IS_LONG || (count < runs && Date.now() - told < 10_000)) return;
    told = Date.now();
    process.stderr.write(`${count} of ${runs}: ${name}\n`);
  };
}

/** Counts what came up. A property is worth something only while its generator makes every kind. */
export function kindsOf(...names: readonly string[]) {
  const seen = new Map<string, number>(names.map((name) => [name, 0]));
  return {
    /** Kinds that are not asked for are not counted. */
    saw(name: string): void {
      const count = seen.get(name);
      if (count !== undefined) seen.set(name, count + 1);
    },
    /**
     * Every kind comes up oftener than once in a hundred. The generators make each at least once in twenty, so fewer is no
     * chance: where there are too few runs to tell, nothing is asked.
     */
    expectEach(): void {
      const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
      const usual = total / 20;
      const least = Math.min(total / 100, usual - 6 * Math.sqrt(usual));
      expect([...seen].filter(([, count]) => count <= least)).toEqual([]);
    },
  };
}
