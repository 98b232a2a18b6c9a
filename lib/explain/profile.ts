import {
  CAPABILITIES,
  CAPABILITY_IDS,
  type Capability,
  isProfileId,
  PROFILE_IDS,
  PROFILES,
  type ProfileId,
  recommendedScopes,
  requiredScopes,
} from '../scopes';
import { scopesWithCalls } from './calls';
import type { CapabilityExplanation, ProfileExplanation } from './explanation';

export function explainProfile(id: string): ProfileExplanation | undefined {
  if (!isProfileId(id)) return undefined;
  const { capabilities, zendesk } = PROFILES[id];
  const vocabularies = {
    migration: { required: requiredScopes(id, 'migration'), recommended: recommendedScopes(id, 'migration') },
    platform: { required: requiredScopes(id, 'platform'), recommended: recommendedScopes(id, 'platform') },
  };
  const scopes = scopesWithCalls(vocabularies.platform, capabilities);
  return { kind: 'profile', id, zendesk, capabilities, vocabularies, scopes };
}

export function explainCapability(name: string): CapabilityExplanation | undefined {
  const id = CAPABILITY_IDS.find((each) => each === name);
  if (id === undefined) return undefined;
  const { title, migration, platform } = CAPABILITIES[id];
  return {
    kind: 'capability',
    id,
    title,
    profiles: profilesWith(id),
    vocabularies: { migration, platform },
    scopes: scopesWithCalls(platform, [id]),
  };
}

/** The profiles that have a capability. */
export function profilesWith(id: Capability): readonly ProfileId[] {
  return PROFILE_IDS.filter((profile) => PROFILES[profile].capabilities.some((each) => each === id));
}
