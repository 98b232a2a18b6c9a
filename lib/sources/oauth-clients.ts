import { isObject, type Json, type JsonObject } from '../files';
import {
  ATTRIBUTE_ENTRIES,
  ATTRIBUTES,
  known,
  OAUTH_CLIENT_TYPE,
  type OAuthClientRecord,
  type Problem,
  printed,
  publicText,
  type Reading,
  type SourceKind,
} from '../model';
import { readAttributes } from './attributes';
import { labelsOf } from './client-labels';
import type { Named } from './names';

/**
 * Reads OAuth clients as the platform API lists them into the same record as a state. Each has the address that the
 * provider's own export would give it. Secrets are not looked at.
 *
 * @param kind as what they are judged; code that is made of them treats them as a state
 */
export function readOAuthClients(
  entities: readonly unknown[],
  source: Named,
  kind: Extract<SourceKind, 'state' | 'organisation'> = 'state',
): Reading {
  const read = entities.map((entity, index) => readClient(entity as Json, index, source));
  const found = new Map(read.flatMap((each) => ('id' in each ? [[each.id, each] as const] : [])));
  const labels = labelsOf([...found.values()]);
  const clients = [...found.values()].map(({ id, values }): OAuthClientRecord => {
    const address = publicText(`${OAUTH_CLIENT_TYPE}.${labels.get(id)}`);
    return { address, instance: address, attributes: readAttributes(values), ignoresScopes: false };
  });
  return {
    source: { ...source, kind },
    clients,
    credentials: [],
    orphans: [],
    problems: read.flatMap((each) => ('message' in each ? [each] : oddScopes(each, source))),
  };
}

interface ApiClient {
  readonly id: string;
  readonly name: string;
  /** By Terraform's names. */
  readonly values: JsonObject;
}

function readClient(entity: Json, index: number, { path: file }: Named): ApiClient | Problem {
  const { id, name } = isObject(entity) ? entity : {};
  if (!isObject(entity) || typeof id !== 'string' || id === '' || typeof name !== 'string') {
    return { message: printed`lists something as its client ${index + 1} that has no id and name`, at: { file } };
  }
  const values = ATTRIBUTE_ENTRIES.flatMap(([, { terraform, api, kind }]): [string, Json][] => {
    const value = api === undefined ? null : (entity[api] ?? null);
    return [[terraform, kind === 'blocks' ? rolesOf(value) : value]];
  });
  return { id, name, values: { ...Object.fromEntries(values), id } };
}

/** In what exists nothing is still to be known: scopes that cannot be read may be those that are missing. */
function oddScopes({ name, values }: ApiClient, { path: file }: Named): Problem[] {
  const scopes = values[ATTRIBUTES.scopes.terraform] ?? null;
  const isRead = scopes === null || (Array.isArray(scopes) && scopes.every((each) => typeof each === 'string'));
  return isRead
    ? []
    : [
        {
          message: printed`lists the client ${known(name)} with something as its scopes that is no list of names`,
          at: { file },
        },
      ];
}

function rolesOf(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).map((role) =>
    isObject(role) ? { role_id: role.roleId ?? null, division_id: role.divisionId ?? null } : role,
  );
}
