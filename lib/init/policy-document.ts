import { publicText } from '../model';
import { POLICY_FILE, type Policy, type PolicyEntry } from '../policy';
import { isProfileId, profileOf, type Vocabulary } from '../scopes';
import type { Found, NewFile } from './found';
import type { EntryDocument, Proposal } from './proposals';

/** The policy file with what is proposed. */
export function policyFile(found: Found, all: readonly Proposal[]): NewFile {
  const { installed, manifest, kind, host } = found;
  // Where nothing is ever installed, an editor would look for the schema in vain.
  const place = installed ?? (manifest !== undefined || kind === 'new' ? `node_modules/${host.package}` : undefined);
  const from = place?.startsWith('../') ? place : `./${place}`;
  const vocabulary = spoken(all);
  const document = {
    ...(place !== undefined && { $schema: `${from}/genesys-scopes.schema.json` }),
    ...(vocabulary && { vocabulary }),
    clients: entriesOf(all),
  };
  return { path: POLICY_FILE, text: `${JSON.stringify(document, null, 2)}\n` };
}

/** A policy with what is proposed, as it will be read from the file. */
export function policyWith(policy: Policy, all: readonly Proposal[]): Policy {
  const vocabulary = policy.vocabulary ?? spoken(all);
  return { ...policy, ...(vocabulary && { vocabulary }), clients: [...policy.clients, ...entriesOf(all).map(toEntry)] };
}

function toEntry({ match, profile, ignore }: EntryDocument): PolicyEntry {
  const address = publicText(typeof match === 'string' ? match : match.address);
  return {
    match: typeof match === 'string' ? { address: match } : match,
    at: { file: publicText(POLICY_FILE) },
    text: address,
    ...(profile !== undefined && isProfileId(profile) && { profile: profileOf(profile) }),
    ...(ignore !== undefined && { ignore }),
  };
}

/** The entries that are proposed. */
export function entriesOf(all: readonly Proposal[]): EntryDocument[] {
  return all.flatMap(({ entry }) => entry ?? []);
}

/**
 * `platform` where every softphone client has all that it needs by the published names, and none by the others: what is
 * generated then speaks as they do. `migration` is never written unasked: to name it says that those names are meant, of
 * which the report warns.
 */
function spoken(all: readonly Proposal[]): Vocabulary | undefined {
  const guesses = all.map(({ guess }) => guess);
  if (guesses.some(({ kind }) => kind === 'said' || kind === 'unclear')) return undefined;
  const profiles = guesses.flatMap((guess) => (guess.kind === 'profile' ? [guess] : []));
  const isPlatform = ({ whole }: { whole: readonly Vocabulary[] }) => whole.length === 1 && whole[0] === 'platform';
  return profiles.length > 0 && profiles.every(isPlatform) ? 'platform' : undefined;
}
