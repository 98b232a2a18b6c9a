import { Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { CLIENT_PROFILE_IDS, type ClientProfileId, type ProfileId } from '../scopes';
import { MigratedProfileClient, problemsAt } from './migrated-profile-client';
import type { MigratedProfileClientProps } from './props';
import type { PropProblem } from './props-schema';
import { ScopeValidation } from './scope-validation';
import { throwProblems } from './validate-props';
import {
  type MigratedClients,
  migrationShapeProblems,
  type PerProfile,
  type ZendeskMigrationProps,
} from './zendesk-migration-props';

/**
 * The clients of a migration: one {@link MigratedProfileClient} for each profile that needs one, with an output of its id.
 *
 * Addresses and outputs go by the profile, so a list that grows or is put in another order moves nothing.
 *
 * @example
 * const migration = new ZendeskMigration(stack, 'Zendesk', {
 *   profiles: ['agent', 'chat-agent', 'light-agent'],
 *   registeredRedirectUris: ['https://agent.example.com/callback'],
 * });
 * migration.clients['chat-agent'].clientId;
 */
export class ZendeskMigration<
  const L extends readonly string[] = readonly ProfileId[],
  const A extends readonly string[] = readonly string[],
> extends Construct {
  /** The clients by profile. Profiles that need none are not in it. */
  public readonly clients: MigratedClients<L>;

  /** The outputs by profile, named `<id of this construct>_<profile>_client_id` with `_` for `-`. */
  public readonly outputs: PerProfile<L, TerraformOutput>;

  /**
   * @param scope the construct that this one belongs to
   * @param id name in that scope, with which addresses and outputs begin
   * @throws one error that tells every problem of the props
   */
  public constructor(scope: Construct, id: string, props: ZendeskMigrationProps<L, A>) {
    super(scope, id);
    const plain = props as unknown as ZendeskMigrationProps;
    try {
      throwProblems(`${this.node.path}: ZendeskMigration`, problemsOf(this, plain));
    } catch (error) {
      // Whoever catches the error and goes on must not synthesize a part of the clients.
      scope.node.tryRemoveChild(id);
      throw error;
    }
    const clients = clientIds(plain).map((profile) => {
      const client = new MigratedProfileClient(this, profile, clientProps(plain, profile));
      return { profile, client, output: outputOf(this, profile, client) };
    });
    this.clients = byProfile(clients, ({ client }) => client) as MigratedClients<L>;
    this.outputs = byProfile(clients, ({ output }) => output) as PerProfile<L, TerraformOutput>;
    // Where no profile needs a client too.
    ScopeValidation.of(this);
  }
}

/** The profiles that get a client, once each and always in the same order, so that the output does not hang on the list's. */
function clientIds({ profiles }: ZendeskMigrationProps): ClientProfileId[] {
  return CLIENT_PROFILE_IDS.filter((id) => profiles.includes(id));
}

function clientProps(
  { profiles: _, overrides, name, ...common }: ZendeskMigrationProps,
  profile: ClientProfileId,
): MigratedProfileClientProps {
  const own = Object.entries(overrides?.[profile] ?? {}).filter(([, value]) => value !== undefined);
  return {
    authorizedGrantType: 'CODE',
    ...Object.fromEntries(Object.entries(common).filter(([, value]) => value !== undefined)),
    name: name === undefined ? `Zendesk ${profile}` : name(profile),
    ...Object.fromEntries(own),
    profile,
  };
}

/** All problems: of the props as such, then of each client that would be made, where the ones that are common come once. */
function problemsOf(construct: Construct, props: ZendeskMigrationProps): PropProblem[] {
  const shape = migrationShapeProblems(props);
  const broken = (prop: string) => shape.some((problem) => problem.prop.split('.')[0] === prop);
  if (shape.some(({ prop }) => prop === 'props') || ['profiles', 'name', 'overrides'].some(broken)) return shape;
  const known = Object.fromEntries(Object.entries(props).filter(([prop]) => !broken(prop)));
  const ofClients = clientIds(props).flatMap((profile) => {
    const place = new Construct(construct, profile);
    const problems = problemsAt(place, clientProps(known as unknown as ZendeskMigrationProps, profile));
    construct.node.tryRemoveChild(profile);
    return problems.map((problem) => ({ ...problem, prop: placeOf(problem.prop, props, profile) }));
  });
  return [...shape, ...new Map(ofClients.map((problem) => [`${problem.prop}\n${problem.message}`, problem])).values()];
}

/** Where in the props of the migration a prop of a client stands. */
function placeOf(prop: string, { overrides }: ZendeskMigrationProps, profile: ClientProfileId): string {
  const own = overrides?.[profile] ?? {};
  return Object.hasOwn(own, prop.split('.')[0] ?? '') ? `overrides.${profile}.${prop}` : prop;
}

function outputOf(construct: Construct, profile: ClientProfileId, client: MigratedProfileClient): TerraformOutput {
  const output = new TerraformOutput(construct, `${profile}-client-id`, {
    // Asked when it is written: until then the address of the client may be overridden.
    value: Lazy.stringValue({ produce: () => client.clientId }),
    description: `Id of the OAuth client with which users of the Zendesk profile "${profile}" log in.`,
  });
  // CDKTF's own name would end in a hash, and people type this one.
  const prefix = TerraformStack.of(construct).getLogicalId(construct.node);
  output.overrideLogicalId(`${prefix}_${profile.replaceAll('-', '_')}_client_id`);
  return output;
}

function byProfile<E extends { readonly profile: ClientProfileId }, T>(
  entries: readonly E[],
  pick: (entry: E) => T,
): { readonly [Id in ClientProfileId]?: T } {
  return Object.fromEntries(entries.map((entry) => [entry.profile, pick(entry)]));
}
