/** Gives what was made of the same parts before, else what `make` makes now. */
export type Recall<T> = (parts: readonly unknown[], make: () => T) => T;

/**
 * Remembers results by what they come of, as long as it is kept itself: objects are the same only if they are one object,
 * which must not change. Of thousands of clients most are alike.
 */
export function newRecall<T>(): Recall<T> {
  const numbers = new Map<unknown, number>();
  const results = new Map<string, { readonly result: T }>();
  const numberOf = (part: unknown) => {
    const known = numbers.get(part);
    if (known !== undefined) return known;
    numbers.set(part, numbers.size);
    return numbers.size - 1;
  };
  return (parts, make) => {
    let key = '';
    for (const part of parts) key += `${numberOf(part)} `;
    const known = results.get(key);
    if (known !== undefined) return known.result;
    const result = make();
    results.set(key, { result });
    return result;
  };
}
