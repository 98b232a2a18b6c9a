// The entry for client apps, as `cdktf-genesyscloud-scopes/scopes`: what runs in a browser, and loads no other package.
export {
  type Capability,
  covers,
  defineProfile,
  type GrantedScopes,
  type MissingScopesOptions,
  missingScopes,
  type Profile,
  type ProfileId,
  recommendedScopes,
  requiredScopes,
  type Vocabulary,
} from '../scopes';
