import { holds, judgeValue, type RequirementOrigin, type ScopeList } from '../model';
import {
  CAPABILITIES,
  type Catalog,
  type Profile,
  recommendedScopes,
  requiredScopes,
  spokenVocabulary,
  VOCABULARIES,
  type Vocabulary,
} from '../scopes';

/** What one client must hold. Resolved once from policy and declaration, so that no rule sees a profile or a vocabulary. */
export interface Requirement {
  readonly origin: RequirementOrigin;
  /** Name of the profile; absent where nothing is asked. */
  readonly profile?: string;
  readonly vocabulary: Vocabulary;
  /** True when a construct, a policy or the command line chose the vocabulary. */
  readonly vocabularyNamed: boolean;
  readonly required: readonly string[];
  readonly recommended: readonly string[];
  /** What it may hold beyond, without being excess. */
  readonly allowed: readonly string[];
  /** What the profile requires and recommends by the names of the other vocabularies. */
  readonly replaced: ReadonlySet<string>;
  /** What a required scope is for, as words after "to". */
  readonly purpose: ReadonlyMap<string, string>;
  /** True when the policy only warns of what a client lacks that nothing names. */
  readonly lenient: boolean;
  /** True when the client's name, which is not known yet, may bring it under another entry of the policy. */
  readonly undecided: boolean;
}

/** The grant by which a program logs in without a user: no agent's token comes from it. */
const USERLESS_GRANT = 'CLIENT-CREDENTIALS';

/** True for it, however it is spelled. */
export function isUserless(grant: string | null): boolean {
  if (grant === null || grant === 'CODE') return false;
  return grant.trim().toUpperCase().replaceAll('_', '-') === USERLESS_GRANT;
}

/** A profile that is asked of a client, and by whom. */
export interface Asked {
  readonly profile: Profile;
  readonly origin: RequirementOrigin;
  readonly lenient: boolean;
}

/** What a client must hold that something asks a profile of. */
export function requirementOf(
  { profile, origin, lenient }: Asked,
  named: Vocabulary | undefined,
  held: ScopeList,
  catalog: Catalog,
  additional: readonly string[] | undefined,
): Requirement {
  const vocabulary = named ?? spokenBy(profile, held, catalog);
  const needs = needsOf(profile)[vocabulary];
  return {
    origin,
    profile: profile.id,
    vocabulary,
    vocabularyNamed: named !== undefined,
    required: needs.required,
    recommended: needs.recommended,
    allowed: additional === undefined ? needs.allowed : [...needs.allowed, ...additional],
    replaced: needs.replaced,
    purpose: needs.purpose,
    lenient,
    undecided: false,
  };
}

type Needs = Readonly<
  Record<Vocabulary, Pick<Requirement, 'required' | 'recommended' | 'allowed' | 'replaced' | 'purpose'>>
>;

/** Thousands of clients share a profile: what it needs is worked out once. */
const knownNeeds = new WeakMap<Profile, Needs>();

function needsOf(profile: Profile): Needs {
  const known = knownNeeds.get(profile);
  if (known !== undefined) return known;
  const needs = Object.fromEntries(
    VOCABULARIES.map((vocabulary) => [vocabulary, needsIn(profile, vocabulary)]),
  ) as Needs;
  knownNeeds.set(profile, needs);
  return needs;
}

function needsIn(profile: Profile, vocabulary: Vocabulary): Needs[Vocabulary] {
  const others = VOCABULARIES.filter((other) => other !== vocabulary);
  const replaced = new Set(
    others.flatMap((other) => [...requiredScopes(profile, other), ...recommendedScopes(profile, other)]),
  );
  return {
    required: requiredScopes(profile, vocabulary),
    recommended: recommendedScopes(profile, vocabulary),
    // While a client is switched to the other vocabulary it holds both, and that is no excess.
    allowed: [...(profile.allowedScopes ?? []), ...replaced],
    replaced,
    purpose: purposes(profile, vocabulary),
  };
}

/** What holds for a client of which nothing is asked. */
export function nothingAsked(named: Vocabulary | undefined): Requirement {
  return {
    origin: 'none',
    vocabulary: named ?? 'platform',
    vocabularyNamed: named !== undefined,
    required: [],
    recommended: [],
    allowed: [],
    replaced: new Set(),
    purpose: new Map(),
    lenient: false,
    undecided: false,
  };
}

/** The vocabulary that a client speaks when nobody named one. */
function spokenBy(profile: Profile, held: ScopeList, catalog: Catalog): Vocabulary {
  const { migration, platform } = needsOf(profile);
  return spokenVocabulary(
    profile,
    { migration: migration.required, platform: platform.required },
    {
      holds: (scope) => holds(held, scope) === 'yes',
      isPublished: () =>
        held.items.length > 0 && held.items.every((item) => judgeValue(item, (name) => catalog.scopes.has(name))),
    },
  );
}

function purposes(profile: Profile, vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const pairs = profile.capabilities
    .map((id) => CAPABILITIES[id])
    .flatMap((capability) => capability[vocabulary].required.map((scope) => [scope, capability.title] as const));
  // Two capabilities may need one scope: the first in the table is the one without which nothing works.
  return new Map(pairs.reverse());
}
