import { type Guess, guess } from '../adopt';
import {
  type Finding,
  MISSING_SCOPE,
  type OAuthClientRecord,
  publicText,
  type Reading,
  type Report,
  type Text,
} from '../model';
import { matchEntry, type Policy } from '../policy';
import { type Catalog, requiredScopes } from '../scopes';

/** An entry of the policy file. */
export interface EntryDocument {
  readonly match: string | { readonly address: string; readonly name: string };
  readonly profile?: string;
  readonly ignore?: string;
}

/** What is made of a client: an entry, or none because code or policy speak of it already, or nothing is certain. */
export interface Proposal {
  readonly address: Text;
  readonly name: Text | null;
  readonly guess: Guess | { readonly kind: 'said'; readonly why: Text };
  readonly entry?: EntryDocument;
}

/**
 * One proposal for each client of the readings. An entry never asks less than what holds without it, except one that leaves
 * a client out; and that silences nothing but the scopes which the base profile asks for.
 *
 * @param report what is found in the readings by the policy that holds now
 */
export function proposals(
  readings: readonly Reading[],
  report: Pick<Report, 'findings'>,
  policy: Policy,
  catalog: Catalog,
): Proposal[] {
  const single = readings.flatMap((reading) =>
    reading.clients
      .filter(({ attributes }) => attributes !== null)
      .map((client) => propose(client, reading, report.findings, policy, catalog)),
  );
  const byAddress = new Map<string, [Proposal, ...Proposal[]]>();
  for (const proposal of single) {
    const group = byAddress.get(proposal.address);
    if (group) group.push(proposal);
    else byAddress.set(proposal.address, [proposal]);
  }
  return [...byAddress.values()].map(agreed).sort((a, b) => (a.address < b.address ? -1 : 1));
}

function propose(
  client: OAuthClientRecord,
  { source }: Reading,
  findings: readonly Finding[],
  policy: Policy,
  catalog: Catalog,
): Proposal {
  const { address, attributes, declared } = client;
  const value = attributes?.name.kind === 'known' ? attributes.name.value : null;
  const of = { address, name: value === null ? null : publicText(value) };
  if (declared?.profile !== undefined || declared?.exempt !== undefined) {
    return { ...of, guess: { kind: 'said', why: publicText('its code says it') } };
  }
  const match = attributes && matchEntry(client, attributes, source, policy);
  if (match && (match.entry ?? match.undecided[0]) !== undefined) {
    return { ...of, guess: { kind: 'said', why: publicText('the policy says it') } };
  }
  const guessed = guess(client, catalog);
  if (guessed.kind === 'unclear') return { ...of, guess: guessed };
  if (!ADDRESS.test(address)) return { ...of, guess: unclear('no pattern can stand for its address alone') };
  if (guessed.kind === 'profile') return { ...of, guess: guessed, entry: { match: address, profile: guessed.profile } };
  return { ...of, ...leaveOut(of, guessed, hiddenBy(client, source.label, findings)) };
}

/** What a pattern takes as it is. */
const ADDRESS = /^[\p{L}\p{N}_.-]+$/u;
const NAME = /^(?=.*\S)[^*\p{C}\p{Zl}\p{Zp}]+$/u;

/** By address and name: another client that comes to this address, or a new purpose under a new name, is not left out. */
function leaveOut(
  { address, name }: Pick<Proposal, 'address' | 'name'>,
  guessed: Guess & { kind: 'none' },
  hidden: readonly string[],
): Pick<Proposal, 'guess' | 'entry'> {
  if (hidden.length > 0) {
    const rules = [...new Set(hidden)].sort().join(', ');
    return { guess: unclear(`it seems to be none, but leaving it out would hide ${rules}`) };
  }
  if (name === null || !NAME.test(name)) return { guess: unclear('no pattern can stand for its name alone') };
  const ignore = `seems to be no softphone client: ${guessed.why} (proposed by genesys-scopes init)`;
  return { guess: guessed, entry: { match: { address, name }, ignore } };
}

/** Rules that find something which is about more than the scopes of the base profile. */
function hiddenBy({ instance }: OAuthClientRecord, source: Text, findings: readonly Finding[]): string[] {
  return findings
    .filter((finding) => finding.source === source && finding.instances.includes(instance))
    .filter(({ kind, severity, rule }) => kind === 'open' || (severity !== 'note' && rule !== MISSING_SCOPE))
    .map(({ rule }) => rule);
}

function unclear(why: string): Guess {
  return { kind: 'unclear', why: publicText(why) };
}

/** One proposal of those for the instances of a client, and for one that is in several sources. */
function agreed(group: readonly [Proposal, ...Proposal[]]): Proposal {
  const [first, ...others] = group;
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
  const name = others.every((other) => other.name === first.name) ? first.name : null;
  const said = group.find(({ guess }) => guess.kind === 'said');
  if (said !== undefined) return { ...said, name };
  const profiles = group.flatMap(({ guess }) => (guess.kind === 'profile' ? [guess] : []));
  if (profiles.length < group.length) return { address: first.address, name, guess: unclear('its instances differ') };
  // What all of them are at least.
  const least = profiles.reduce((a, b) => (needs(b) < needs(a) ? b : a));
  const whole = least.whole.filter((vocabulary) => profiles.every((each) => each.whole.includes(vocabulary)));
  return {
    address: first.address,
    name,
    guess: { ...least, whole },
    entry: { match: first.address, profile: least.profile },
  };
}

function needs({ profile }: Guess & { kind: 'profile' }): number {
  return requiredScopes(profile, 'migration').length;
}
