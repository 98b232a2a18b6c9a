import type { Attributes, OAuthClientRecord, SourceInfo } from '../model';
import { type Policy, type Requirement, resolveRequirement } from '../policy';
import type { Catalog } from '../scopes';
import { newRecall } from './recall';

/** What policy and code make of a client while it has these attributes. */
export type Resolve = (client: OAuthClientRecord, attributes: Attributes) => ReturnType<typeof resolveRequirement>;

/** `resolveRequirement` for the clients of one source: where the same is asked of two, it is one object. */
export function resolving(source: SourceInfo, policy: Policy, catalog: Catalog): Resolve {
  const resolutions = newRecall<ReturnType<typeof resolveRequirement>>();
  const requirements = newRecall<Requirement>();
  const resolve: Resolve = (client, attributes) => {
    const resolution = resolveRequirement(client, attributes, source, policy, catalog);
    if ('ignored' in resolution) return resolution;
    const { requirement } = resolution;
    return { ...resolution, requirement: requirements(Object.values(requirement), () => requirement) };
  };
  if (policy.clients.length > 0) return resolve;
  return (client, attributes) => {
    const { declared } = client;
    if (declared !== undefined) return resolve(client, attributes);
    // What neither an entry nor the code speaks of is told by its grant and its scopes alone, wherever it stands.
    const { scopes, authorizedGrantType } = attributes;
    return resolutions([scopes, authorizedGrantType], () => resolve(client, attributes));
  };
}
