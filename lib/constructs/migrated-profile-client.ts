import { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { App, Fn, type TerraformResource, type TerraformResourceLifecycle, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DEFAULT_VOCABULARY, generatedScopes, type ProfileInput, profileOf, type Vocabulary } from '../scopes';
import { readTemplate } from '../sources';
import { addressOf, declare } from './declare';
import { hclLiteral } from './hcl-literal';
import { type ScopeCondition, scopeConditions } from './postconditions';
import { policyVocabulary } from './project-policy';
import { declarationOf, type MigratedProfileClientProps } from './props';
import type { PropProblem } from './props-schema';
import { ScopeCheck } from './scope-check';
import { ScopeValidation } from './scope-validation';
import { clientProblems, throwProblems } from './validate-props';

/**
 * A `genesyscloud_oauth_client` with every scope that a migrated Zendesk profile needs.
 *
 * A literal list of scopes that lacks one does not compile; one built at run time does not construct; one that is known
 * only to Terraform is decided by postconditions. The synth of the whole app is guarded as by {@link ScopeValidation}.
 *
 * @example
 * new MigratedProfileClient(stack, 'ChatAgents', {
 *   profile: 'chat-agent',
 *   name: 'Zendesk chat agents',
 *   authorizedGrantType: 'CODE',
 *   registeredRedirectUris: ['https://agent.example.com/callback'],
 * });
 */
export class MigratedProfileClient<
  const P extends ProfileInput = ProfileInput,
  const V extends Vocabulary | undefined = undefined,
  const S extends readonly string[] = readonly string[],
  const A extends readonly string[] = readonly string[],
> extends Construct {
  /** The generated resource. Its Terraform address is the id of this construct. */
  public readonly resource: TerraformResource;

  private readonly client: OauthClient;

  /**
   * @param scope the construct that this one belongs to
   * @param id name in that scope; in the stack itself it is the name in the Terraform address
   * @throws one error that tells every problem of the props
   */
  public constructor(scope: Construct, id: string, props: MigratedProfileClientProps<P, V, S, A>) {
    super(scope, id);
    // The type parameters have done their work: from here on the props are checked by their values.
    const plain = withList(props as unknown as MigratedProfileClientProps);
    let spoken: Vocabulary | undefined;
    try {
      throwProblems(`${this.node.path}: MigratedProfileClient`, problemsAt(this, plain));
      spoken = vocabularyAt(this, plain);
    } catch (error) {
      // Whoever catches the error and goes on must not synthesize half a client.
      scope.node.tryRemoveChild(id);
      throw error;
    }
    const profile = profileOf(plain.profile);
    const certain = spoken ?? (plain.scopes === undefined ? DEFAULT_VOCABULARY : undefined);
    const {
      vocabulary,
      additionalScopes,
      acknowledge,
      postcondition = 'error',
      movedFrom,
      importId,
      ...config
    } = plain;
    const client = new GuardedClient(this, 'Default', {
      ...config,
      scopes: [...scopesOf(plain, spoken)],
      ...lifecycleOf(config.lifecycle, postcondition === 'error' ? scopeConditions(profile, certain, 'self') : []),
    });
    this.client = client;
    this.resource = client;
    client.movedFrom = movedFrom;
    if (importId !== undefined) client.importFrom(importId);
    if (postcondition === 'check') new ScopeCheck(this, 'ScopeCheck', client, profile, certain);
    declare(client, declarationOf(plain));
    ScopeValidation.of(this);
  }

  /** Token of the client's id in Genesys Cloud, with which an app logs in. */
  public get clientId(): string {
    // Not kept: asking for it settles the logical id, which may still be overridden.
    return this.client.clientId;
  }
}

/** What is wrong with the props of a client that stands where the construct does. */
export function problemsAt(construct: Construct, props: MigratedProfileClientProps): PropProblem[] {
  return clientProblems(construct, props, () => scopesOf(props, vocabularyAt(construct, props)), {
    hclOutput: hclOutput(construct),
  });
}

function vocabularyAt(construct: Construct, props: MigratedProfileClientProps): Vocabulary | undefined {
  return props.vocabulary ?? policyVocabulary(construct, props.name);
}

/** An app takes "true" of this variable only, its stacks also "1". */
function hclOutput(construct: Construct): boolean {
  const { root } = construct.node;
  return (App.isApp(root) && root.hclOutput) || process.env.SYNTH_HCL_OUTPUT === '1';
}

/** What a token of another kind stands for, such as `Fn.concat(…)`, is a list to Terraform: CDKTF's types say `any` of it. */
function withList(props: MigratedProfileClientProps): MigratedProfileClientProps {
  const scopes: unknown = props?.scopes;
  const isOther = Token.isUnresolved(scopes) && !Array.isArray(scopes);
  return isOther ? { ...props, scopes: Token.asList(scopes) } : props;
}

function scopesOf(props: MigratedProfileClientProps, vocabulary: Vocabulary | undefined): readonly string[] {
  const { profile, scopes, additionalScopes = [] } = props;
  if (scopes === undefined) return generatedScopes(profileOf(profile), vocabulary, additionalScopes);
  if (additionalScopes.length === 0) return scopes;
  // A token that stands for the whole list cannot be spread.
  return Token.isUnresolved(scopes)
    ? Token.asList(Fn.concat([[...scopes], [...additionalScopes]]))
    : [...scopes, ...additionalScopes];
}

/** The user's own conditions stay, and stand first. */
function lifecycleOf(
  lifecycle: TerraformResourceLifecycle | undefined,
  conditions: readonly ScopeCondition[],
): { lifecycle?: TerraformResourceLifecycle } {
  if (conditions.length === 0) return lifecycle === undefined ? {} : { lifecycle };
  return { lifecycle: { ...lifecycle, postcondition: [...(lifecycle?.postcondition ?? []), ...conditions] } };
}

/**
 * The resource, with two things settled late: a move, because CDKTF's own settles the logical id at once, and its conditions
 * in HCL output, where CDKTF would render them as an attribute, which is no HCL.
 */
class GuardedClient extends OauthClient {
  public movedFrom: string | undefined;

  public override toTerraform() {
    this.moveOnce();
    return super.toTerraform();
  }

  private moveOnce(): void {
    const { movedFrom } = this;
    this.movedFrom = undefined;
    // Terraform refuses a move to where the client is already.
    if (movedFrom !== undefined && movedFrom !== addressOf(this)) this.moveFromId(movedFrom);
  }

  public override toHclTerraform() {
    this.moveOnce();
    const fragment = super.toHclTerraform();
    const attributes = fragment.resource?.[this.terraformResourceType]?.[this.friendlyUniqueId];
    if (attributes?.lifecycle === undefined) return fragment;
    const blocks = Object.entries(attributes.lifecycle).map(([name, value]) =>
      name === 'precondition' || name === 'postcondition'
        ? [name, { value: (value as HclCondition[]).map(withLiteralMessage), type: 'list', isBlock: true }]
        : [name, value],
    );
    attributes.lifecycle = { value: Object.fromEntries(blocks), type: 'lifecycle' };
    return fragment;
  }
}

interface HclCondition {
  readonly condition: string;
  readonly error_message: string;
}

/** A message without templates as a literal, which CDKTF takes as it is; one with templates is left to CDKTF. */
function withLiteralMessage(condition: HclCondition) {
  const message = readTemplate(condition.error_message);
  if (message.kind !== 'known') return condition;
  return { ...condition, error_message: { value: hclLiteral(message.value), type: 'reference' } };
}
