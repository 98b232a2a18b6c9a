/**
 * State of a construct that several copies of this package share: an app may hold two versions of it, or a library that
 * brings its own. The key is global and carries the version of the state's form.
 */
export function sharedState<T extends object>(owner: object, name: string, create: () => T): T {
  const existing = trySharedState<T>(owner, name);
  if (existing !== undefined) return existing;
  const created = create();
  Object.defineProperty(owner, keyOf(name), { value: created, enumerable: false });
  return created;
}

/** The state where there is one. */
export function trySharedState<T extends object>(owner: object, name: string): T | undefined {
  return (owner as Record<symbol, T | undefined>)[keyOf(name)];
}

function keyOf(name: string): symbol {
  return Symbol.for(`cdktf-genesyscloud-scopes/${name}@1`);
}
