import { type CheckOptions, check } from '../../lib/check';
import {
  type Attributes,
  type Finding,
  known,
  type OAuthClientRecord,
  publicText,
  type Reading,
  type Report,
  type ScopeList,
  type SourceInfo,
  type Text,
} from '../../lib/model';
import { DEFAULT_POLICY, type Policy } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { TYPE, WHOLE } from '../sources/inputs';

/** The day on which these checks take place. */
export const TODAY = '2026-11-25';

/** A list of which everything is known. */
export function list(...names: readonly string[]): ScopeList {
  return { items: names.map(known), rest: [] };
}

/** The attributes of a client that passes, unless `fields` say otherwise. */
export function attributes(fields: Partial<Attributes> = {}): Attributes {
  return {
    name: known('Zendesk agents'),
    description: known(null),
    authorizedGrantType: known('CODE'),
    scopes: list(...WHOLE),
    registeredRedirectUris: list(),
    accessTokenValiditySeconds: known(null),
    state: known(null),
    roles: known(0),
    exposeClientSecret: known(null),
    directoryClientSecret: known(null),
    integrationCredentialName: known(null),
    ...fields,
  };
}

/** `genesyscloud_oauth_client.a` for `a`. */
export function addressOf(name: string): Text {
  return publicText(`${TYPE}.${name}`);
}

/** A client; `a["x"]` is the instance `x` of `a`. Its name is that of the instance, so that no two share one. */
export function client(
  instance: string,
  fields: Partial<Attributes> = {},
  rest: Partial<OAuthClientRecord> = {},
): OAuthClientRecord {
  return {
    address: addressOf(instance.replace(/\[.*/, '')),
    instance: addressOf(instance),
    attributes: attributes({ name: known(instance), ...fields }),
    ignoresScopes: false,
    ...rest,
  };
}

/** A client that a plan changes from one set of attributes to another. */
export function changed(
  instance: string,
  before: Partial<Attributes>,
  after: Partial<Attributes> | null,
  change: Partial<NonNullable<OAuthClientRecord['change']>> = {},
  rest: Partial<OAuthClientRecord> = {},
): OAuthClientRecord {
  const was = attributes({ name: known(instance), ...before });
  return client(instance, after ?? {}, {
    ...(after === null && { attributes: null }),
    change: { action: after === null ? 'delete' : 'update', before: was, importing: false, ...change },
    ...rest,
  });
}

/** One source with these clients. */
export function reading(
  clients: readonly OAuthClientRecord[],
  { source, ...rest }: Partial<Omit<Reading, 'source'>> & { readonly source?: Partial<SourceInfo> } = {},
): Reading {
  return {
    source: { label: publicText('prod'), path: publicText('prod.json'), kind: 'plan', ...source },
    clients,
    credentials: [],
    orphans: [],
    problems: [],
    ...rest,
  };
}

/** The report of the readings by a policy that differs from the default as said. */
export function reportOf(
  readings: readonly Reading[],
  policy: Partial<Policy> = {},
  options: Partial<CheckOptions> = {},
): Report {
  return check(readings, { ...DEFAULT_POLICY, ...policy }, { today: TODAY, catalog: PUBLISHED_CATALOG, ...options });
}

/** `severity id`, with what else marks the finding, and the instances where there are several. */
export function line({ severity, id, kind, silenced, baseline, new: isNew, instances }: Finding): string {
  const marks = [
    ...(kind === 'open' ? ['open'] : []),
    ...(isNew ? [] : ['old']),
    ...(silenced ? ['silenced'] : []),
    ...(baseline ? ['known'] : []),
  ];
  const of = instances.length > 1 ? ` of ${instances.join(', ')}` : '';
  return [severity, ...marks, `${id}${of}`].join(' ').replaceAll(`${TYPE}.`, '');
}
