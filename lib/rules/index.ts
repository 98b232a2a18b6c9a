import { clientReplaced } from './client-replaced';
import { credentialOverwrite } from './credential-overwrite';
import type { ChangeRule, ClientRule, Rule, SourceRule } from './define';
import { duplicateName } from './duplicate-name';
import { excessScope } from './excess-scope';
import { exposedSecret } from './exposed-secret';
import { gateBypassed } from './gate-bypassed';
import { ignoredScopes } from './ignored-scopes';
import { ineffectiveSetting } from './ineffective-setting';
import { insecureRedirectUri } from './insecure-redirect-uri';
import { invalidGrantType } from './invalid-grant-type';
import { missingRecommendedScope } from './missing-recommended-scope';
import { missingScope } from './missing-scope';
import { removedScope } from './removed-scope';
import { retiringGrant } from './retiring-grant';
import { secretInPlan } from './secret-in-plan';
import { staleEntry } from './stale-entry';
import { tokenLifetime } from './token-lifetime';
import { uncoveredCall } from './uncovered-call';
import { unknownScope } from './unknown-scope';
import { unpublishedScope } from './unpublished-scope';
import { unusedScope } from './unused-scope';
import { wrongGrant } from './wrong-grant';

/** All rules, the most important first: the order in which a client's findings are listed. */
export const RULES: readonly Rule[] = [
  missingScope,
  removedScope,
  clientReplaced,
  ignoredScopes,
  unknownScope,
  wrongGrant,
  invalidGrantType,
  tokenLifetime,
  gateBypassed,
  unpublishedScope,
  excessScope,
  retiringGrant,
  ineffectiveSetting,
  insecureRedirectUri,
  exposedSecret,
  credentialOverwrite,
  secretInPlan,
  duplicateName,
  staleEntry,
  uncoveredCall,
  missingRecommendedScope,
  unusedScope,
];

export const CLIENT_RULES: readonly ClientRule[] = RULES.filter((rule) => rule.on === 'client');
export const CHANGE_RULES: readonly ChangeRule[] = RULES.filter((rule) => rule.on === 'change');
export const SOURCE_RULES: readonly SourceRule[] = RULES.filter((rule) => rule.on === 'all');
export const RULE_IDS: readonly string[] = RULES.map((rule) => rule.id);

/** Version of the rules as a set: it rises when a rule, a severity or a profile's required scopes change. */
export const RULES_VERSION = '1';

export type { ChangeContext, ChangeRule, ClientContext, ClientRule, Example, Rule } from './define';
export { mayMatchElsewhere } from './stale-entry';
