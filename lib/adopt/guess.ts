import { type OAuthClientRecord, publicText, type ScopeList, type Text } from '../model';
import { isUserless } from '../policy';
import {
  CAPABILITIES,
  CAPABILITY_IDS,
  type Catalog,
  CLIENT_PROFILE_IDS,
  type ClientProfileId,
  covers,
  MIGRATION_SCOPES,
  requiredScopes,
  VOCABULARIES,
  type Vocabulary,
} from '../scopes';

/**
 * What a client seems to be. `none`: no agent seems to log in with it; `unclear`: what is known of it does not tell, so the
 * base profile goes on to hold for it.
 */
export type Guess =
  | {
      readonly kind: 'profile';
      readonly profile: ClientProfileId;
      /** The vocabularies in which it has all that the profile needs. */
      readonly whole: readonly Vocabulary[];
      /** A larger profile of which it holds something as well. */
      readonly perhaps?: ClientProfileId;
    }
  | { readonly kind: 'none'; readonly why: Text }
  | { readonly kind: 'unclear'; readonly why: Text };

/** Guesses from grant, scopes and name what a client is for. */
export function guess(client: OAuthClientRecord, catalog: Catalog): Guess {
  const { attributes } = client;
  if (attributes === null) return unclear('it is being destroyed');
  const { authorizedGrantType: grant } = attributes;
  if (grant.kind !== 'known') return unclear('its grant is not known');
  const name = attributes.name.kind === 'known' ? (attributes.name.value ?? '') : '';
  const words = `${name} ${client.address.split('.').at(-1)}`;
  if (isUserless(grant.value)) {
    if (SOFTPHONE_WORDS.test(words)) return unclear('a program logs in with it, but its name speaks of a softphone');
    return { kind: 'none', why: publicText('a program logs in with it, and no user') };
  }
  const held = knownNames(attributes.scopes);
  if (held === undefined) return unclear('its scopes are not known');
  if (held.length === 0) return unclear('it holds no scope');
  const [best] = ranked(held, words);
  if (
    best !== undefined &&
    (best.whole.length > 0 || isHalf(best) || held.some((each) => MIGRATION_SCOPES.has(each)))
  ) {
    return profileGuess(best, held, words);
  }
  return noneGuess(held, words, attributes.name.kind === 'known', catalog);
}

function unclear(why: string): Guess {
  return { kind: 'unclear', why: publicText(why) };
}

function knownNames({ items, rest }: ScopeList): string[] | undefined {
  const names = items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
  return rest.length > 0 || names.length < items.length ? undefined : names;
}

interface Fit {
  readonly profile: ClientProfileId;
  readonly whole: readonly Vocabulary[];
  /** In the vocabulary of which it holds most. */
  readonly holds: number;
  readonly lacks: number;
}

/** The profiles, the likeliest first: one that is met whole, then that of which most is held, then what the name says. */
function ranked(held: readonly string[], words: string): Fit[] {
  const fits = CLIENT_PROFILE_IDS.map((profile): Fit => {
    const counts = VOCABULARIES.map((vocabulary) => {
      const required = requiredScopes(profile, vocabulary);
      const holds = required.filter((needed) => held.some((each) => covers(each, needed))).length;
      return { vocabulary, holds, lacks: required.length - holds };
    });
    const whole = counts.filter(({ lacks }) => lacks === 0);
    const [most] = (whole.length > 0 ? whole : counts).sort((a, b) => b.holds - a.holds || a.lacks - b.lacks);
    return {
      profile,
      whole: whole.map(({ vocabulary }) => vocabulary),
      holds: most?.holds ?? 0,
      lacks: most?.lacks ?? 0,
    };
  });
  const order = (fit: Fit) => (HINTS[fit.profile]?.test(words) ? 0 : 1);
  return fits.sort(
    (a, b) =>
      Math.min(b.whole.length, 1) - Math.min(a.whole.length, 1) ||
      b.holds - a.holds ||
      a.lacks - b.lacks ||
      order(a) - order(b),
  );
}

/** Words by which profiles with the same scopes are told apart. */
const HINTS: Partial<Record<ClientProfileId, RegExp>> = {
  admin: /admin|lead|supervisor/i,
  contributor: /contributor/i,
  'chat-agent': /chat|digital|messag/i,
  'voice-agent': /voice|talk|phone/i,
};

function isHalf({ holds, lacks }: Fit): boolean {
  return holds > 0 && holds >= lacks;
}

function profileGuess({ profile, whole }: Fit, held: readonly string[], words: string): Guess {
  const digital = requiredScopes('chat-agent', 'migration').filter(
    (scope) => !requiredScopes('agent', 'migration').includes(scope),
  );
  const isDigital = requiredScopes(profile, 'migration').includes(digital[0] ?? '');
  const speaksOfChat = HINTS['chat-agent']?.test(words) || held.some((each) => digital.includes(each));
  return { kind: 'profile', profile, whole, ...(!isDigital && speaksOfChat && { perhaps: 'chat-agent' as const }) };
}

/** Words in the name of a client with which an agent may log in. */
const SOFTPHONE_WORDS = /agent|phone|voice|talk|chat|zendesk|desk|migrat|rtc/i;

/**
 * Only a client of which nothing at all speaks for a softphone is none: to leave one out that lacks everything would hide
 * just what this tool is to find.
 */
function noneGuess(held: readonly string[], words: string, isNamed: boolean, catalog: Catalog): Guess {
  if (held.some(isOfSoftphone)) return unclear('it holds some scopes of a softphone, and lacks most');
  const unknown = held.find((each) => !catalog.scopes.has(each));
  if (unknown !== undefined) return unclear('it holds a scope that is not in the catalogue, and may be misspelt');
  if (!isNamed) return unclear('its name is not known');
  if (SOFTPHONE_WORDS.test(words)) return unclear('it holds no scope of a softphone, but its name speaks of one');
  return {
    kind: 'none',
    why: publicText(`it holds nothing that a softphone uses, only ${[...new Set(held)].sort().join(', ')}`),
  };
}

const family = (scope: string) => scope.replace(/:readonly$/, '');

const SOFTPHONE_SCOPES = new Set(
  CAPABILITY_IDS.flatMap((id) =>
    VOCABULARIES.flatMap((vocabulary) => {
      const { required, recommended } = CAPABILITIES[id][vocabulary];
      return [...required, ...recommended].map(family);
    }),
  ),
);

function isOfSoftphone(scope: string): boolean {
  return SOFTPHONE_SCOPES.has(family(scope));
}
