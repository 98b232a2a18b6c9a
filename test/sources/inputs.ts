import { PLATFORM_BASE_SCOPES } from '../helpers/scopes';

/** The base profile in the names that Genesys Cloud publishes: no rule has anything to say of a client with these. */
export const WHOLE = PLATFORM_BASE_SCOPES;

/** All but `users`: the client fails by exactly one finding. */
export const LACKS_USERS = WHOLE.filter((scope) => scope !== 'users');

export const TYPE = 'genesyscloud_oauth_client';

type Fields = Readonly<Record<string, unknown>>;

/** The body of a client that passes, unless `fields` say otherwise. */
export function body(fields: Fields = {}): Fields {
  return { name: 'Zendesk agents', authorized_grant_type: 'CODE', scopes: WHOLE, ...fields };
}

/** A Terraform JSON document of clients. */
export function tfJson(clients: unknown, rest: Fields = {}): string {
  return JSON.stringify({ resource: { [TYPE]: clients }, ...rest }, null, 2);
}

/** The variable that carries declarations. */
export function declarations(clients: Fields, rest: Fields = {}): Fields {
  return { variable: { genesys_scopes: { default: { v: 1, clients, ...rest } } } };
}

/** An entry of `resource_changes`: a client that is created and passes, unless `change` says otherwise. */
export function entry(address: string, change: Fields = {}, rest: Fields = {}): Fields {
  return {
    address,
    mode: 'managed',
    type: TYPE,
    name: address.split('.').at(-1)?.replace(/\[.*/, ''),
    provider_name: 'registry.terraform.io/mypurecloud/genesyscloud',
    change: {
      actions: ['create'],
      before: null,
      after: body({ name: `Agents of ${address}` }),
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: {},
      ...change,
    },
    ...rest,
  };
}

/** A plan as `terraform show -json` prints it. */
export function plan(entries: readonly unknown[], rest: Fields = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: entries,
    configuration: { root_module: {} },
    timestamp: '2026-11-23T13:43:13Z',
    applyable: true,
    complete: true,
    errored: false,
    ...rest,
  });
}
