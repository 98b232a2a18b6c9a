import type { Capability, KnownScope, RequiredBy, Vocabulary } from './capabilities';
import type { Uncovered } from './covers';
import type { PROFILES, Profile, ProfileId } from './profiles';

type CapabilitiesOf<P> = P extends ProfileId
  ? (typeof PROFILES)[P]['capabilities'][number]
  : P extends { readonly capabilities: readonly (infer C extends Capability)[] }
    ? C
    : never;

type OwnScopesOf<P> = P extends { readonly scopes: readonly (infer S extends string)[] } ? S : never;

/** The scopes that profile `P` requires in vocabulary `V`, as a union of names. */
export type RequiredScopes<P extends ProfileId | Profile, V extends Vocabulary> =
  | RequiredBy<CapabilitiesOf<P>, V>
  | OwnScopesOf<P>;

type Missing<P extends ProfileId | Profile, V extends Vocabulary, Held extends string> = Uncovered<
  Held,
  RequiredScopes<P, V>
>;

/** The vocabulary in which a gap is told when none was named: the only one of which the list holds a name. */
type Spoken<P extends ProfileId | Profile, Held extends string> = [Held & RequiredScopes<P, 'platform'>] extends [never]
  ? 'migration'
  : [Held & RequiredScopes<P, 'migration'>] extends [never]
    ? 'platform'
    : 'migration';

type Gap<P extends ProfileId | Profile, V extends Vocabulary | undefined, Held extends string> = V extends Vocabulary
  ? Missing<P, V, Held>
  : [Missing<P, 'migration', Held>] extends [never]
    ? never
    : [Missing<P, 'platform', Held>] extends [never]
      ? never
      : Missing<P, Spoken<P, Held>, Held>;

/** True where several profiles or vocabularies are possible: which one it is shows at run time only. */
type IsUnion<T, All = T> = T extends All ? ([All] extends [T] ? false : true) : never;

/** True for one name, false for `string` and for a template such as `${string}:readonly`. */
type IsLiteral<S extends string> = Record<never, never> extends Record<S, true> ? false : true;

/** The literal names of a list, one by one; the other elements show at run time only. */
type LiteralsOf<Scopes extends readonly string[]> = {
  [K in keyof Scopes]: IsLiteral<Scopes[K]> extends true ? Scopes[K] : never;
}[number];

/** The names that a list holds for certain: not an element that is one of several. */
type HeldBy<Scopes extends readonly string[]> = {
  [K in keyof Scopes]: true extends IsUnion<Scopes[K]> ? never : Scopes[K];
}[number];

/** True where the compiler sees each element: a tuple without rest, of literals only. */
type IsWritten<Scopes extends readonly string[]> = number extends Scopes['length']
  ? false
  : false extends { [K in keyof Scopes]: IsLiteral<Scopes[K]> }[number]
    ? false
    : true;

type Unknown<P extends ProfileId | Profile, Scopes extends readonly string[]> = Exclude<
  LiteralsOf<Scopes>,
  KnownScope | OwnScopesOf<P>
>;

/**
 * `Scopes` when it holds everything that profile `P` requires; else a sentence that names what is wrong, to which
 * no list can be assigned: so the compiler prints it. A list built at run time (`string[]`) is left to the constructor; of
 * a choice of lists each has to hold everything.
 */
export type Covering<
  P extends ProfileId | Profile,
  V extends Vocabulary | undefined,
  Scopes extends readonly string[],
> = Scopes extends readonly string[]
  ? [Unknown<P, Scopes>] extends [never]
    ? IsWritten<Scopes> extends false
      ? Scopes
      : true extends IsUnion<P> | IsUnion<V>
        ? Scopes
        : [Gap<P, V, HeldBy<Scopes>>] extends [never]
          ? Scopes
          : `lacks the required scope ${Gap<P, V, HeldBy<Scopes>>}`
    : `unknown scope ${Unknown<P, Scopes>}`
  : never;

/** `Scopes` when every literal in it is a known scope; else a sentence that names the unknown one. */
export type KnownScopes<Scopes extends readonly string[]> = [Exclude<LiteralsOf<Scopes>, KnownScope>] extends [never]
  ? Scopes
  : `unknown scope ${Exclude<LiteralsOf<Scopes>, KnownScope>}`;
