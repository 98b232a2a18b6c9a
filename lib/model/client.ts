import type { Declaration } from './declaration';
import type { Text } from './text';
import type { Value } from './value';

/** The Terraform resource type that this product is about. Clients are found by it, never by a class. */
export const OAUTH_CLIENT_TYPE = 'genesyscloud_oauth_client';

/**
 * The attributes of the resource that are read, and no others: what is not in this table never enters the program.
 * `client_secret` is left out for that reason. Names: Terraform's schema 1.82.0; `api`: the platform API's OAuthClient.
 */
export const ATTRIBUTES = {
  name: { terraform: 'name', api: 'name', kind: 'string' },
  description: { terraform: 'description', api: 'description', kind: 'string' },
  authorizedGrantType: { terraform: 'authorized_grant_type', api: 'authorizedGrantType', kind: 'string' },
  scopes: { terraform: 'scopes', api: 'scope', kind: 'strings' },
  registeredRedirectUris: { terraform: 'registered_redirect_uris', api: 'registeredRedirectUri', kind: 'strings' },
  accessTokenValiditySeconds: {
    terraform: 'access_token_validity_seconds',
    api: 'accessTokenValiditySeconds',
    kind: 'number',
  },
  state: { terraform: 'state', api: 'state', kind: 'string' },
  roles: { terraform: 'roles', api: 'roleDivisions', kind: 'blocks' },
  exposeClientSecret: { terraform: 'expose_client_secret', api: undefined, kind: 'bool' },
  directoryClientSecret: { terraform: 'directory_client_secret', api: undefined, kind: 'string' },
  integrationCredentialName: { terraform: 'integration_credential_name', api: undefined, kind: 'string' },
} as const satisfies Record<string, { terraform: string; api: string | undefined; kind: AttributeKind }>;

/** The table as a list. */
export const ATTRIBUTE_ENTRIES = Object.entries(ATTRIBUTES) as [AttributeName, (typeof ATTRIBUTES)[AttributeName]][];

/** The attributes that rules judge: all but those by which people tell one client from another. */
export type JudgedName = Exclude<AttributeName, 'name' | 'description'>;

export function isJudged(name: AttributeName): name is JudgedName {
  return name !== 'name' && name !== 'description';
}

/** Their names as a list. */
export const JUDGED: readonly JudgedName[] = ATTRIBUTE_ENTRIES.map(([name]) => name).filter(isJudged);

type AttributeKind = keyof AttributeKinds;

interface AttributeKinds {
  string: Value<string | null>;
  number: Value<number | null>;
  bool: Value<boolean | null>;
  strings: ScopeList;
  /** How many blocks there are. */
  blocks: Value<number>;
}

export type AttributeName = keyof typeof ATTRIBUTES;

/** The attributes of one client. Absent and null are the same; a list that is absent is empty. */
export type Attributes = {
  readonly [Name in AttributeName]: AttributeKinds[(typeof ATTRIBUTES)[Name]['kind']];
} & {
  /** Present only where the source shows the client as it is in the organisation: in states, and in plans of such clients. */
  readonly existing?: Existing;
};

/** What no rule asks for of a client that exists, and whoever writes it down as code needs. */
export interface Existing {
  /** Its id in Genesys Cloud, by which it is imported. */
  readonly id: string;
  /** Null where the source does not show all of them. */
  readonly roles: readonly RoleDivision[] | null;
}

/** A role that a client has by itself, in a division. */
export interface RoleDivision {
  readonly roleId: string;
  /** @default - the division that the platform chooses */
  readonly divisionId?: string;
}

/** A set of strings as a lower bound: `rest` names what else may put elements into it. */
export interface ScopeList {
  readonly items: readonly Value<string>[];
  readonly rest: readonly Text[];
  readonly at?: Location;
}

/** A place in a file. Lines and columns count from 1; `file` is relative and has forward slashes where it can be. */
export interface Location {
  readonly file: Text;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** What stands there, of several lines the first. Never more than the place itself: a line may hold a secret beside it. */
  readonly excerpt?: Text;
  /** Path of the construct that made the client, where a synth output names it. */
  readonly construct?: Text;
}

export const CHANGE_ACTIONS = ['create', 'update', 'replace', 'delete', 'no-op', 'read', 'forget'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** What a plan does to a client. */
export interface Change {
  readonly action: ChangeAction;
  readonly before: Attributes | null;
  readonly importing: boolean;
  readonly movedFrom?: Text;
  /** The scopes in the state and those that Terraform found in the organisation, where they differ. */
  readonly drift?: { readonly recorded: ScopeList; readonly found: ScopeList };
}

/** What a client called, as the organisation counted it. */
export interface Usage {
  /** How many whole days were counted. */
  readonly days: number;
  readonly calls: readonly UsedCall[];
  /** Requests that fit no published operation: what they need is not known. */
  readonly unpublished: number;
  /** False where the organisation showed a part of it only: what was called was called all the same. */
  readonly whole: boolean;
}

/** A published operation that a client called. */
export interface UsedCall {
  /** Method and path, such as `GET /api/v2/stations/{stationId}`. */
  readonly operation: Text;
  /** A token needs one of them. Empty: it needs none. */
  readonly scopes: readonly string[];
  readonly requests: number;
  /** How many of them were not refused and did not fail. */
  readonly succeeded: number;
}

/** A part of a client that has a place of its own. */
export type ClientPart = AttributeName | 'ignoreChanges';

/** One `genesyscloud_oauth_client`, the same shape whatever it was read from. */
export interface OAuthClientRecord {
  /** Configuration address: without index keys. */
  readonly address: Text;
  /** Address with index keys, as Terraform prints it. */
  readonly instance: Text;
  /** Null when the plan destroys the client. */
  readonly attributes: Attributes | null;
  /** True when `ignore_changes` covers the scopes: Terraform then never sends the list. */
  readonly ignoresScopes: boolean;
  readonly change?: Change;
  readonly declared?: Declaration;
  /** True when a postcondition of the client is still to be decided, at apply. */
  readonly guarded?: boolean;
  /** Present only where the organisation was asked for it, and answered. */
  readonly usage?: Usage;
  readonly at?: Location;
  /** Where a part of it is written, of configuration; undefined for one that is not. */
  readonly placeOf?: (part: ClientPart) => Location | undefined;
}
