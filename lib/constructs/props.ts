import type { OauthClientConfig } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import type { Acknowledgment, Declaration } from '../model';
import type { Covering, KnownScopes, ProfileInput, Vocabulary } from '../scopes';

/** What code declares of a client's scopes; the same for our construct and for raw resources. */
export interface ScopeDeclarationProps<
  P extends ProfileInput = ProfileInput,
  V extends Vocabulary | undefined = Vocabulary | undefined,
  A extends readonly string[] = readonly string[],
> {
  /** The kind of migrated Zendesk user that logs in with this client: a built-in name, or a value of `defineProfile`. */
  readonly profile: P;
  /**
   * How the scopes are spelled: `migration` by the names of the migration guidance, `platform` by the names that Genesys
   * Cloud publishes.
   * @default - generated scopes are spelled by `migration`; a list in `scopes` may be complete in either
   */
  readonly vocabulary?: V;
  /**
   * Scopes beyond those of the profile.
   * @default - none
   */
  readonly additionalScopes?: A & KnownScopes<A>;
  /**
   * Findings of this client that are accepted, each with a reason. A missing scope cannot be: name a smaller profile.
   * @default - none
   */
  readonly acknowledge?: readonly Acknowledgment[];
}

/** Props of `MigratedProfileClient`: every attribute of the provider's resource, and what the scopes are for. */
export interface MigratedProfileClientProps<
  P extends ProfileInput = ProfileInput,
  V extends Vocabulary | undefined = Vocabulary | undefined,
  S extends readonly string[] = readonly string[],
  A extends readonly string[] = readonly string[],
> extends ScopeDeclarationProps<P, V, A>,
    Omit<OauthClientConfig, 'scopes'> {
  /**
   * The scopes, in place of the generated list. A literal list is checked by the compiler, one built at run time by the
   * constructor, one that Terraform knows later by postconditions.
   * @default - exactly what the profile requires and recommends
   */
  readonly scopes?: S & Covering<P, V, S>;
  /**
   * What Terraform does when it finds, once all values are known, that a required scope is missing: `error` stops the plan
   * or apply, `check` (a check block) warns, `false` leaves it out.
   * @default 'error'
   */
  readonly postcondition?: 'error' | 'check' | false;
  /**
   * Former Terraform address of the client, for example `genesyscloud_oauth_client.chat`: it is moved, not replaced.
   * @default - it is not moved
   */
  readonly movedFrom?: string;
  /**
   * Id of a client that exists in Genesys Cloud, to take over with an import block.
   * @default - it is created
   */
  readonly importId?: string;
}

/** The props that this package adds. */
export const OWN_PROPS = [
  'profile',
  'vocabulary',
  'scopes',
  'additionalScopes',
  'acknowledge',
  'postcondition',
  'movedFrom',
  'importId',
] as const satisfies readonly Exclude<keyof MigratedProfileClientProps, Exclude<keyof OauthClientConfig, 'scopes'>>[];

/** The props that the provider's resource has. */
export const PROVIDER_PROPS = [
  'name',
  'description',
  'authorizedGrantType',
  'registeredRedirectUris',
  'accessTokenValiditySeconds',
  'state',
  'roles',
  'exposeClientSecret',
  'directoryClientSecret',
  'integrationCredentialName',
  'clientSecret',
  'id',
  'connection',
  'count',
  'dependsOn',
  'forEach',
  'lifecycle',
  'provider',
  'provisioners',
] as const satisfies readonly (keyof OauthClientConfig)[];

/** A compile error here names a prop of the provider that the list above lacks. */
type Unlisted = Exclude<keyof OauthClientConfig, (typeof PROVIDER_PROPS)[number] | 'scopes'>;
const ALL_LISTED: [Unlisted] extends [never] ? true : Unlisted = true;
void ALL_LISTED;

/** What travels with the output of a client with these props. */
export function declarationOf(props: ScopeDeclarationProps | MigratedProfileClientProps): Declaration {
  const { profile, vocabulary, additionalScopes, acknowledge } = props;
  return {
    profile: profile as NonNullable<Declaration['profile']>,
    ...(vocabulary !== undefined && { vocabulary }),
    ...(additionalScopes !== undefined && additionalScopes.length > 0 && { additionalScopes: [...additionalScopes] }),
    ...(acknowledge !== undefined && acknowledge.length > 0 && { acknowledge: [...acknowledge] }),
  };
}
