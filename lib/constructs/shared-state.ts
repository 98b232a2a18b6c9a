/**
 * State of a construct that several copies of this package share: an app may hold two versions of it, or a library that
 * brings its own. The key is global and carries the version of the state's form.
 */
export function sharedState<T extends object>(owner: object, name: string, create: () => T): T {
  const key = Symbol.for(`cdktf-genesyscloud-scopes/${name}@1`);
  const holder = owner as Record<symbol, T | undefined>;
  const existing = holder[key];
  if (existing !== undefined) return existing;
  const created = create();
  Object.defineProperty(owner, key, { value: created, enumerable: false });
  return created;
}
