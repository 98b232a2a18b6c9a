import { type JudgedReading, type JudgedRecord, judgeReading } from '../check';
import { type Location, publicText, type Reading, type ScopeList, type Text, type Value, type Written } from '../model';
import type { Policy } from '../policy';
import type { Catalog, Vocabulary } from '../scopes';
import { correctionOf, isEmpty } from './correction';
import type { ListChange } from './list-edit';

export interface FixOptions {
  readonly policy: Policy;
  readonly catalog: Catalog;
  readonly today: string;
  /** The vocabulary to which clients are brought. @default - each keeps the one that it speaks */
  readonly to?: Vocabulary;
  /** Whether recommended scopes are added too. */
  readonly addRecommended: boolean;
  /** Whether scopes go that a profile neither needs nor allows. */
  readonly removeExcess: boolean;
  /** Whether clients are changed whose integration credential the provider may then overwrite. */
  readonly acceptCredentialRisk: boolean;
}

/** A client, wherever it was read. */
export interface ClientKey {
  readonly source: Text;
  readonly address: Text;
}

/** What has to become of one client's scopes, and where they are written. */
export interface Wish extends ClientKey {
  readonly change: ListChange;
  readonly written: Exclude<Written, { readonly kind: 'elsewhere' }>;
}

/** A client that is not changed, why, and where to look. Of a list that is not known, the change is empty. */
export interface Left extends ClientKey {
  readonly change: ListChange;
  readonly why: Text;
  readonly at: Location;
  /** True for one that code makes, where the change is to be made. */
  readonly isCode: boolean;
}

/** Works out what has to become of the clients of a source. */
export function wishesOf(reading: Reading, options: FixOptions): readonly (Wish | Left)[] {
  const { policy, catalog, today, to } = options;
  const spoken = to === undefined ? policy : { ...policy, vocabulary: to };
  const judged = judgeReading(reading, spoken, catalog, today);
  return judged.records.flatMap((record) => {
    const wish = wishOf(judged, record, options);
    return wish === undefined ? [] : [wish];
  });
}

function wishOf(judged: JudgedReading, record: JudgedRecord, options: FixOptions): Wish | Left | undefined {
  const { reading, catalog } = judged;
  const { client, requirement } = record;
  const { attributes } = client;
  if (requirement === undefined || attributes === null) return undefined;
  const change = correctionOf(attributes.scopes, requirement, catalog, {
    replaces: options.to !== undefined && requirement.vocabulary === options.to,
    addsRecommended: options.addRecommended,
    excess: options.removeExcess ? excessOf(record) : NONE,
    accepted: acceptedOf(judged, client.instance),
  });
  const key = { source: reading.source.label, address: client.address };
  const at = client.at ?? { file: reading.source.path };
  const left = (why: string, place = at, isCode = false): Left => ({
    ...key,
    change,
    why: publicText(why),
    at: place,
    isCode,
  });
  if (options.to !== undefined && requirement.profile !== undefined && requirement.vocabulary !== options.to) {
    return left(`its policy entry or its declaration names the vocabulary ${requirement.vocabulary}`);
  }
  if (isEmpty(change)) return undefined;
  if (isUnknown(attributes.scopes))
    return { ...left('its list is not known yet: the plan tells what it lacks'), change: NO_CHANGE };
  if (attributes.scopes.items.some(({ kind }) => kind === 'sensitive')) return left('its list is sensitive');
  if (client.ignoresScopes) return left('ignore_changes covers its scopes, so Terraform never sends the list');
  if (!options.acceptCredentialRisk && hasCredential(attributes.integrationCredentialName)) {
    return left(
      'it has integration_credential_name: the provider may overwrite that credential with an empty secret when scopes ' +
        'change in a later run; --accept-credential-risk changes it all the same',
    );
  }
  if (at.construct !== undefined) return left('code makes it', at, true);
  const written = reading.written?.get(client.address)?.();
  if (written === undefined) return left('it was not read from configuration');
  return written.kind === 'elsewhere' ? left(`the list ${written.why}`, written.at) : { ...key, change, written };
}

const NONE: ReadonlySet<string> = new Set();

/** Names that are too much; of a client that nobody named none are. */
function excessOf({ findings }: JudgedRecord): ReadonlySet<string> {
  const excess = findings.filter(({ rule, kind }) => rule === 'excess-scope' && kind === 'fail');
  return new Set(excess.flatMap(({ subject }) => (subject === undefined ? [] : [subject])));
}

const NO_CHANGE: ListChange = { renamed: new Map(), removed: NONE, added: [] };

/** The scopes of which a person accepted that they are missing, strange or too much. */
function acceptedOf({ accepted }: JudgedReading, instance: Text): ReadonlySet<string> {
  const own = accepted.filter(({ instances }) => instances.includes(instance));
  return new Set(own.flatMap(({ subject }) => (subject === undefined ? [] : [subject])));
}

function isUnknown({ items, rest }: ScopeList): boolean {
  return rest.length > 0 || items.some(({ kind }) => kind === 'unknown');
}

function hasCredential(name: Value<string | null>): boolean {
  return !(name.kind === 'known' && (name.value === null || name.value === ''));
}

export function isLeft(wish: Wish | Left): wish is Left {
  return 'why' in wish;
}
