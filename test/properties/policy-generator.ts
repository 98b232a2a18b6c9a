import fc from 'fast-check';
import { RULE_IDS } from '../../lib/rules';
import { TYPE } from '../sources/inputs';
import { type OracleVocabulary, required } from './oracle';
import { vocabularies } from './world-generator';

const profiles = fc.constantFrom('agent', 'voice-agent', 'chat-agent', 'admin');
const NAMES = ['chat', 'voice', 'wallboard'];
const EXTRA = ['analytics', 'authorization', 'presence', 'organizations', 'holograms', 'users:readonly'];
const LISTS = [['analytics'], ['users:readonly', 'authorization'], ['webphone:use']];

/** Patterns, with what they are to name, by hand. */
export const MATCHES: readonly { match: unknown; names(index: number, name: string): boolean; byName?: true }[] = [
  { match: '**', names: () => true },
  { match: `${TYPE}.*`, names: () => true },
  { match: `${TYPE}.c0`, names: (index) => index === 0 },
  { match: `${TYPE}.c1`, names: (index) => index === 1 },
  { match: 'module.other.**', names: () => false },
  { match: { name: 'chat' }, names: (_, name) => name === 'chat', byName: true },
  { match: { name: '*o*' }, names: (_, name) => name.includes('o'), byName: true },
  { match: { name: '*', address: `${TYPE}.c1` }, names: (index) => index === 1, byName: true },
];
export const SOURCES = [undefined, 'app', ['x', 'a*'], 'other'];

export interface Entry {
  readonly match: number;
  readonly source: number;
  readonly ignore: boolean;
  readonly profile?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly allowed: boolean;
  readonly vocabulary?: OracleVocabulary | undefined;
}

const entries: fc.Arbitrary<Entry> = fc
  .record({
    match: fc.nat(MATCHES.length - 1),
    source: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(SOURCES.length - 1) }),
    ignore: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    profile: fc.option(profiles, { nil: undefined }),
    scopes: fc.option(fc.constantFrom(...LISTS), { nil: undefined, freq: 2 }),
    allowed: fc.boolean(),
    vocabulary: fc.option(vocabularies, { nil: undefined }),
  })
  .filter(({ ignore, profile, scopes }) => ignore || profile !== undefined || scopes !== undefined);

export interface GeneratedPolicy {
  readonly unmatched: 'base' | 'warn' | 'ignore';
  readonly vocabulary?: OracleVocabulary | undefined;
  readonly clients: readonly Entry[];
  readonly rules: Readonly<Record<string, string>>;
  readonly known: readonly string[];
  readonly acknowledge: readonly object[];
}

/** What a policy file says of itself is no matter of the clients: to mend it is no silencing. */
const LOWERED = RULE_IDS.filter((id) => id !== 'missing-scope' && id !== 'stale-entry');

export const policies: fc.Arbitrary<GeneratedPolicy> = fc.record({
  unmatched: fc.constantFrom('base', 'base', 'base', 'warn', 'ignore'),
  vocabulary: fc.option(vocabularies, { nil: undefined }),
  clients: fc.array(entries, { maxLength: 3 }),
  rules: fc.dictionary(fc.constantFrom(...LOWERED), fc.constantFrom('off', 'note', 'warning', 'error'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  known: fc.subarray(['organizations', 'holograms'], { maxLength: 1 }),
  acknowledge: fc.array(
    fc.record(
      {
        rule: fc.constantFrom('missing-scope', 'missing-scope', 'unknown-scope', 'excess-scope', 'removed-scope'),
        client: fc.constantFrom('**', `${TYPE}.c0`, 'module.other.**'),
        reason: fc.constant('r'),
        subject: fc.constantFrom('webphone:use', 'users', 'organizations'),
        until: fc.constantFrom('2026-11-24', '2026-11-25', '2999-01-01'),
      },
      { requiredKeys: ['rule', 'client', 'reason'] },
    ),
    { maxLength: 2 },
  ),
});

export interface Client {
  /** Undefined where it is not known yet. */
  readonly name?: string | undefined;
  readonly sensitive: boolean;
  readonly waits: boolean;
  readonly userless: boolean;
  readonly held: readonly string[];
  /** The scopes before the plan; absent for a client that is made. */
  readonly before?: readonly string[] | undefined;
  readonly declared?: { readonly profile: string; readonly vocabulary?: OracleVocabulary } | undefined;
}

/** Names near to what some profile asks: mostly whole, sometimes all but one. */
const lists = fc.tuple(profiles, vocabularies).chain(([profile, vocabulary]) => {
  const whole = required(profile, vocabulary);
  return fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(whole) },
        { weight: 2, arbitrary: fc.subarray(whole, { minLength: whole.length - 1 }) },
        { weight: 1, arbitrary: fc.subarray(whole) },
      ),
      fc.subarray(EXTRA, { maxLength: 2 }),
    )
    .map(([names, extra]) => [...names, ...extra]);
});

const rarely = fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

export const clients: fc.Arbitrary<Client> = fc.record({
  name: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 6 }),
  sensitive: rarely,
  waits: rarely,
  userless: rarely,
  held: lists,
  before: fc.option(lists, { nil: undefined, freq: 1 }),
  declared: fc.option(fc.record({ profile: profiles, vocabulary: vocabularies }, { requiredKeys: ['profile'] }), {
    nil: undefined,
    freq: 2,
  }),
});

export const apps = fc.array(clients, { minLength: 1, maxLength: 2 });
