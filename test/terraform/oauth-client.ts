import type { CreatedClient, OAuthClient, OAuthClientBody } from '../platform/oauth-clients';
import { CLIENT_SCHEMA } from './schema';
import { isUnknown, type State, UNKNOWN } from './wire';

/** Defaults of the genuine provider, which a schema document does not hold. */
const DEFAULTS: State = { access_token_validity_seconds: 86400, expose_client_secret: false, state: 'active' };

interface Role {
  readonly role_id: string;
  readonly division_id: unknown;
}

/** What the genuine provider answers to the question of what an attribute will be. */
export function plannedState(prior: State | null, proposed: State, config: State): State {
  const attributes = Object.entries(CLIENT_SCHEMA.block.attributes).map(([name, { computed = false }]) => [
    name,
    plannedAttribute(name, computed, prior, config[name] ?? null),
  ]);
  return { ...Object.fromEntries(attributes), roles: plannedRoles(proposed.roles) };
}

function plannedAttribute(name: string, computed: boolean, prior: State | null, given: unknown): unknown {
  if (isUnknown(given)) return given;
  // The genuine provider's SDK cannot say that one element of a set is unknown.
  if (Array.isArray(given) && given.some(isUnknown)) return UNKNOWN;
  if (given === null && computed) return prior === null ? UNKNOWN : prior[name];
  if (given === null && name in DEFAULTS) return DEFAULTS[name];
  // Nor can it tell null from a zero value: without this every second plan would show a change.
  if (prior !== null && isZero(given) && isZero(prior[name])) return prior[name];
  return isEmptyList(given) ? null : given;
}

function plannedRoles(roles: unknown): unknown {
  if (isUnknown(roles)) return roles;
  return (roles as readonly Role[]).map((role) => ({ ...role, division_id: role.division_id ?? UNKNOWN }));
}

function isZero(value: unknown): boolean {
  return value === null || value === '' || value === 0 || value === false || isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The request that creates or updates a client. Like the genuine provider it does not send an empty list of scopes. */
export function requestBody(planned: State): OAuthClientBody {
  const scope = (planned.scopes ?? []) as readonly string[];
  return {
    name: planned.name as string,
    authorizedGrantType: planned.authorized_grant_type as string,
    accessTokenValiditySeconds: planned.access_token_validity_seconds as number,
    state: planned.state as string,
    description: (planned.description ?? '') as string,
    registeredRedirectUri: (planned.registered_redirect_uris ?? []) as readonly string[],
    ...(scope.length > 0 && { scope }),
    roleDivisions: (planned.roles as readonly Role[]).map(({ role_id, division_id }) => ({
      roleId: role_id,
      ...(typeof division_id === 'string' && { divisionId: division_id }),
    })),
  };
}

/** A state with what the API knows; the rest, the secret among it, stays as it was. */
export function refreshedState(state: State, client: OAuthClient): State {
  return {
    ...state,
    id: client.id,
    client_id: client.id,
    name: client.name,
    authorized_grant_type: client.authorizedGrantType,
    access_token_validity_seconds: client.accessTokenValiditySeconds,
    state: client.state,
    description: client.description,
    registered_redirect_uris: client.registeredRedirectUri,
    scopes: client.scope,
    roles: client.roleDivisions.map(({ roleId, divisionId }) => ({ role_id: roleId, division_id: divisionId })),
  };
}

/** The state after a create or update: nothing is unknown any more, and an empty list that was planned as null stays null. */
export function appliedState(planned: State, client: OAuthClient | CreatedClient): State {
  const secret = planned.expose_client_secret === true && 'secret' in client ? client.secret : undefined;
  const known = {
    ...planned,
    client_secret: isUnknown(planned.client_secret) ? (secret ?? '') : planned.client_secret,
    integration_credential_id: isUnknown(planned.integration_credential_id) ? null : planned.integration_credential_id,
  };
  const applied = Object.entries(refreshedState(known, client)).map(([name, value]) => [
    name,
    isEmptyList(value) && planned[name] === null ? null : value,
  ]);
  return Object.fromEntries(applied);
}

/** Where an import starts: the id, and every attribute, because the wire takes no object that lacks one. */
export function importedState(id: string): State {
  const attributes = Object.keys(CLIENT_SCHEMA.block.attributes).map((name) => [name, null]);
  return { ...Object.fromEntries(attributes), roles: [], id };
}
