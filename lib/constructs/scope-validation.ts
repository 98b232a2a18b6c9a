import { App, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { OAUTH_CLIENT_TYPE } from '../model';
import type { ProfileInput, Vocabulary } from '../scopes';
import { declare } from './declare';
import { declarationOf, type ScopeDeclarationProps } from './props';
import { refusal } from './refusal';
import { attachGate } from './synth-gate';
import { stacksOf } from './transaction';
import { validateDeclaration } from './validate-props';

/**
 * The synth gate: `app.synth()` judges every OAuth client of the app, whoever wrote it, and writes nothing at all when one
 * of them fails. Every construct of this package attaches it; apps of raw resources do it themselves.
 *
 * @example
 * ScopeValidation.of(app)
 *   .assign(wallboard, { profile: 'agent' })
 *   .exempt(nightlyJob, 'no agent logs in with it');
 */
export class ScopeValidation {
  private constructor() {}

  /**
   * Attaches the gate to the app that the construct belongs to, once.
   *
   * @param construct an app, a stack, or anything in one
   */
  public static of(construct: Construct): ScopeValidation {
    const { root, scopes } = construct.node;
    // The stack that the construct is in, or all stacks below it: an app's constructs call this one by one.
    const own = scopes.findLast((scope) => TerraformStack.isStack(scope)) as TerraformStack | undefined;
    const stacks = own === undefined ? stacksOf(construct) : [own];
    attachGate(App.isApp(root) ? root : undefined, stacks);
    return new ScopeValidation();
  }

  /**
   * Says which profile a raw `genesyscloud_oauth_client` is for. It travels in the output, so that plans know it too.
   *
   * @throws when the resource is of another type, or for a problem of the props
   */
  public assign<
    const P extends ProfileInput,
    const V extends Vocabulary | undefined = undefined,
    const A extends readonly string[] = readonly string[],
  >(resource: TerraformResource, props: ScopeDeclarationProps<P, V, A>): this {
    requireClient(resource, 'assign');
    const plain = props as unknown as ScopeDeclarationProps;
    validateDeclaration(resource.node.path, plain);
    declare(resource, declarationOf(plain));
    return this;
  }

  /**
   * Leaves a raw client out of the check. It is reported as ignored, with the reason.
   *
   * @throws when the resource is of another type, or the reason is empty
   */
  public exempt(resource: TerraformResource, reason: string): this {
    requireClient(resource, 'exempt');
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw refusal(`${resource.node.path}: ScopeValidation.exempt needs a reason, which reviewers will read`);
    }
    declare(resource, { exempt: reason });
    return this;
  }
}

function requireClient(resource: TerraformResource, method: string): void {
  if (TerraformResource.isTerraformResource(resource) && resource.terraformResourceType === OAUTH_CLIENT_TYPE) return;
  throw refusal(
    `ScopeValidation.${method} takes a ${OAUTH_CLIENT_TYPE} resource; a MigratedProfileClient has said already what it is for`,
  );
}
