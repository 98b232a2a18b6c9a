import type { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { Profile, Vocabulary } from '../scopes';
import { addressOf } from './declare';
import { scopeConditions } from './postconditions';

/** A check block, which CDKTF has no construct for: Terraform warns where a postcondition would stop. */
export class ScopeCheck extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly client: OauthClient,
    private readonly profile: Profile,
    private readonly vocabulary: Vocabulary | undefined,
  ) {
    super(scope, id, 'check');
  }

  public override toTerraform() {
    const address = addressOf(this.client);
    const instances = this.client.forEach
      ? `values(${address})`
      : this.client.count === undefined
        ? `[${address}]`
        : `${address}[*]`;
    const everyInstance = (test: string) => `alltrue([for client in ${instances} : ${test}])`;
    const assert = scopeConditions(this.profile, this.vocabulary, 'client', everyInstance).map(
      ({ condition, errorMessage }) => ({ condition, error_message: errorMessage }),
    );
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}
