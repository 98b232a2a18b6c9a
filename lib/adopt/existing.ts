import {
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type Known,
  type OAuthClientRecord,
  type Problem,
  printed,
  publicText,
  type RoleDivision,
  type ScopeList,
  type SourceInfo,
  type Text,
  type Value,
} from '../model';

/** A client that exists, with everything that code has to say of it. */
export interface ExistingClient {
  /** Its id in Genesys Cloud. */
  readonly id: string;
  readonly record: OAuthClientRecord;
  readonly source: SourceInfo;
  readonly attributes: Attributes;
  readonly held: HeldAttributes;
}

/** The attributes of a client as plain values: nothing in it is unknown or sensitive. */
export interface HeldAttributes {
  readonly name: string;
  readonly description: string | null;
  readonly authorizedGrantType: string;
  readonly scopes: readonly string[];
  readonly registeredRedirectUris: readonly string[];
  readonly accessTokenValiditySeconds: number | null;
  readonly state: string | null;
  readonly roles: readonly RoleDivision[];
  readonly exposeClientSecret: boolean;
  readonly directoryClientSecret: string | null;
  readonly integrationCredentialName: string | null;
}

/** The client of a state as plain values, or why no code can be made of it. */
export function existingClient(record: OAuthClientRecord, source: SourceInfo): ExistingClient | Problem {
  const { attributes } = record;
  const id = attributes?.existing?.id;
  if (attributes === null || id === undefined) return problem(record, source, publicText('has no id there'), NO_ID);
  const obstacle = obstacleIn(attributes);
  if (obstacle !== undefined) return problem(record, source, obstacle, SENSITIVE);
  const value = <T>(name: AttributeName): T => (attributes[name] as Known<T>).value;
  const held: HeldAttributes = {
    name: value('name'),
    description: value('description'),
    authorizedGrantType: value('authorizedGrantType'),
    scopes: names(attributes.scopes),
    registeredRedirectUris: names(attributes.registeredRedirectUris),
    accessTokenValiditySeconds: value('accessTokenValiditySeconds'),
    state: value('state'),
    roles: inOrder(attributes.existing?.roles ?? []),
    exposeClientSecret: value<boolean | null>('exposeClientSecret') ?? false,
    directoryClientSecret: value('directoryClientSecret'),
    integrationCredentialName: value('integrationCredentialName'),
  };
  return { id, record, source, attributes, held };
}

const NO_ID = publicText('Give the state that an apply or an export left behind, or use --live.');
const SENSITIVE = publicText('Read the client from the organisation itself, with --live: nothing there is sensitive.');

function problem({ instance }: OAuthClientRecord, { path }: SourceInfo, what: Text, remedy: Text): Problem {
  return { message: printed`${instance} ${what}`, remedy, at: { file: path } };
}

/** What keeps the attributes from being written as code; undefined where nothing does. */
function obstacleIn(attributes: Attributes): Text | undefined {
  for (const [name, { terraform, kind }] of Object.entries(ATTRIBUTES) as [
    AttributeName,
    { terraform: string; kind: string },
  ][]) {
    const value = attributes[name];
    const attribute = publicText(terraform);
    if (kind === 'blocks' && (attributes.existing?.roles ?? null) === null)
      return printed`does not show its ${attribute}, so they cannot be written as code`;
    const kinds = 'items' in value ? value.items.map((item) => item.kind) : [value.kind];
    if ('rest' in value && value.rest.length > 0) kinds.push('unknown');
    if (kinds.includes('sensitive')) return printed`has a sensitive ${attribute}, which is never written`;
    if (kinds.includes('unknown')) return printed`has a value of ${attribute} that cannot be read`;
  }
  if (isEmpty(attributes.name)) return publicText('has no name');
  if (isEmpty(attributes.authorizedGrantType)) return publicText('has no authorized_grant_type');
  const seconds = attributes.accessTokenValiditySeconds;
  if (seconds.kind === 'known' && seconds.value !== null && !Number.isSafeInteger(seconds.value))
    return publicText('has an access_token_validity_seconds that is no number of seconds');
  return undefined;
}

function isEmpty(value: Value<string | null>): boolean {
  return value.kind === 'known' && (value.value === null || value.value.trim() === '');
}

/** In an order that is the same whatever the source has; a set has none of its own. */
function names({ items }: ScopeList): string[] {
  return [...new Set(items.flatMap((item) => (item.kind === 'known' ? [item.value] : [])))].sort();
}

function inOrder(roles: readonly RoleDivision[]): RoleDivision[] {
  const key = ({ roleId, divisionId = '' }: RoleDivision) => JSON.stringify([roleId, divisionId]);
  return [...roles].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
