/** How often something is tried: RUNS in the environment sets it, as for the properties. */
export const RUNS = Number(process.env.RUNS ?? 300);

/** Whether there is time for what takes minutes: all prefixes, all mutations, and what is huge. */
export const IS_LONG = RUNS > 3_000;

jest.setTimeout(60_000 + RUNS * 1_000);

/** Of a list all where there is time, else some, spread over it and always the same. */
export function some<T>(all: readonly T[], usual: number): readonly T[] {
  if (IS_LONG || all.length <= usual) return all;
  // A step that has no divisor with most lengths comes to every region, and to every kind of what repeats.
  const step = Math.max(1, Math.floor(all.length / usual)) | 1;
  return all.filter((_, index) => index % step === 0);
}
