import { type JudgedReading, type JudgedRecord, judgeReading } from '../check';
import {
  type Attributes,
  judgeValue,
  type Location,
  printed,
  publicText,
  quoted,
  type Reading,
  type ScopeList,
  type Text,
  type Value,
  type Written,
} from '../model';
import type { Requirement } from '../policy';
import { MIGRATION_SCOPES, type Vocabulary } from '../scopes';
import { isEmpty, listAfter, PLATFORM_NAMES } from './correction';
import type { ListChange } from './list-edit';
import { type FixOptions, spokenPolicy } from './options';
import { soundChangeOf } from './sound-change';

/** A client, wherever it was read. */
export interface ClientKey {
  readonly source: Text;
  readonly address: Text;
}

/** What has to become of one client's scopes, and where they are written. */
export interface Wish extends ClientKey {
  readonly change: ListChange;
  readonly written: Exclude<Written, { readonly kind: 'elsewhere' }>;
  /** Names that are too much, and no more than the client held before by other names. */
  readonly asBefore: ReadonlySet<string>;
}

/** What is not changed of a client, why, and where to look. Of a list that is not known, the change is empty. */
export interface Left extends ClientKey {
  readonly change: ListChange;
  readonly why: Text;
  readonly at: Location;
  /** True for one that code makes, where the change is to be made. */
  readonly isCode: boolean;
  /** True where something that was asked for is still to be done. */
  readonly isOpen: boolean;
}

/** Works out what has to become of the clients of a source. */
export function wishesOf(reading: Reading, options: FixOptions): readonly (Wish | Left)[] {
  const judged = judgeReading(reading, spokenPolicy(options), options.catalog, options.today);
  return judged.records.flatMap((record) => {
    const { attributes } = record.client;
    if (attributes === null) return [];
    const { requirement } = record;
    return requirement === undefined
      ? leftOut(judged, record, attributes, options)
      : ofClient(judged, { ...record, requirement }, attributes, options);
  });
}

type Asked = JudgedRecord & { readonly requirement: Requirement };

function ofClient(
  judged: JudgedReading,
  record: Asked,
  attributes: Attributes,
  options: FixOptions,
): readonly (Wish | Left)[] {
  const { requirement } = record;
  const { to } = options;
  const left = leaver(judged, record);
  const { change, asBefore, withheld } = soundChangeOf(judged, record, attributes, options);
  if (to !== undefined && requirement.profile !== undefined && requirement.vocabulary !== to) {
    const why = `its policy entry or its declaration names the vocabulary ${requirement.vocabulary}`;
    return [left(why, { change, isOpen: !isEmpty(change) || namesOfOther(attributes.scopes, to).isThere })];
  }
  const rest = withheld.map((each) => left(each.why, { change: each.change }));
  const kept = to === 'platform' ? namesOfOther(listAfter(attributes.scopes, change), to) : undefined;
  if (kept !== undefined && kept.names.length > 0) {
    const why = printed`it keeps ${quoted(kept.names)}: the policy or the code asks for these names, allows or accepts them`;
    rest.push(left(why, { isOpen: true }));
  }
  if (isEmpty(change)) {
    if (kept?.isThere && kept.names.length === 0) rest.push(left('its list is sensitive', { isOpen: true }));
    return rest;
  }
  return [wishOf(judged, record, attributes, change, asBefore, options), ...rest];
}

function wishOf(
  { reading }: JudgedReading,
  record: Asked,
  attributes: Attributes,
  change: ListChange,
  asBefore: Wish['asBefore'],
  { to, acceptCredentialRisk }: FixOptions,
): Wish | Left {
  const { client } = record;
  const { scopes } = attributes;
  const left = leaver({ reading }, record);
  if (isUnknown(scopes)) {
    const isOpen = to !== undefined && namesOfOther(scopes, to).isThere;
    return left('its list is not known yet: the plan tells what it lacks', { isOpen });
  }
  if (scopes.items.some(({ kind }) => kind === 'sensitive')) return left('its list is sensitive', { change });
  if (client.ignoresScopes)
    return left('ignore_changes covers its scopes, so Terraform never sends the list', { change });
  if (!acceptCredentialRisk && hasCredential(attributes.integrationCredentialName)) {
    return left(
      'it has integration_credential_name: the provider may overwrite that credential with an empty secret when scopes ' +
        'change in a later run; --accept-credential-risk changes it all the same',
      { change },
    );
  }
  if (client.at?.construct !== undefined) return left('code makes it', { change, isCode: true });
  const written = reading.written?.get(client.address)?.();
  if (written === undefined) return left('it was not read from configuration', { change });
  if (written.kind === 'elsewhere') return left(printed`the list ${written.why}`, { change, at: written.at });
  return { source: reading.source.label, address: client.address, change, written, asBefore };
}

/** Who is left out of every check holds what it holds: of one that is to speak otherwise that is said. */
function leftOut(
  judged: JudgedReading,
  record: JudgedRecord,
  attributes: Attributes,
  { to }: FixOptions,
): readonly Left[] {
  if (to !== 'platform' || record.ignored === undefined || !namesOfOther(attributes.scopes, to).isThere) return [];
  return [leaver(judged, record)(printed`it is left out of the check (${record.ignored})`, { isOpen: false })];
}

const NO_CHANGE: ListChange = { renamed: new Map(), removed: new Set(), added: [] };

/** Makes what is said of one client; what it needs is still to be done, unless it is said otherwise. */
function leaver({ reading: { source } }: Pick<JudgedReading, 'reading'>, { client }: JudgedRecord) {
  return (why: string | Text, { change = NO_CHANGE, ...more }: Partial<Omit<Left, 'why'>>): Left => ({
    source: source.label,
    address: client.address,
    change,
    why: publicText(why),
    at: client.at ?? { file: source.path },
    isCode: false,
    isOpen: !isEmpty(change),
    ...more,
  });
}

/** Which names of the vocabulary that goes a list has, and whether there are any, sensitive ones too. */
function namesOfOther(
  { items }: ScopeList,
  to: Vocabulary,
): { readonly names: readonly string[]; readonly isThere: boolean } {
  const isOther = (name: string) => (to === 'platform' ? MIGRATION_SCOPES : PLATFORM_NAMES).has(name);
  const names = items.flatMap((item) => (item.kind === 'known' && isOther(item.value) ? [item.value] : []));
  return { names: [...new Set(names)], isThere: items.some((item) => judgeValue(item, isOther) === true) };
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
