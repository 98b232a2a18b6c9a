import { agentCalls, loadOperations, type Operation } from '../operations';
import {
  CAPABILITIES,
  CAPABILITY_IDS,
  type Capability,
  CLIENT_PROFILE_IDS,
  type ClientProfileId,
  covers,
  MIGRATION_SCOPES,
  PROFILES,
  PUBLISHED,
  PUBLISHED_CATALOG,
  recommendedScopes,
  requiredScopes,
  VOCABULARIES,
  type Vocabulary,
} from '../scopes';
import type { Asking, AskingProfile, MigrationScopeExplanation, Need, PublishedScopeExplanation } from './explanation';

const NEEDS: readonly Need[] = ['required', 'recommended'];
const READONLY = ':readonly';

export function explainScope(name: string): PublishedScopeExplanation | MigrationScopeExplanation | undefined {
  if (PUBLISHED_CATALOG.scopes.has(name)) return publishedScope(name);
  const capability = MIGRATION_SCOPES.get(name);
  return capability === undefined ? undefined : migrationScope(name, capability);
}

function publishedScope(name: string): PublishedScopeExplanation {
  const { all } = loadOperations();
  return {
    kind: 'scope',
    name,
    published: true,
    catalog: PUBLISHED.date,
    covers: PUBLISHED.scopes.filter((other) => other !== name && covers(name, other)),
    coveredBy: PUBLISHED.scopes.filter((other) => other !== name && covers(other, name)),
    readonlyAlone: readonlyAlone(name, all),
    ...whoAsks(name),
    calls: agentCalls().filter(({ scopes }) => scopes.includes(name)),
    operations: all.filter(({ scopes }) => scopes.includes(name)),
  };
}

function readonlyAlone(name: string, all: readonly Operation[]): readonly Operation[] {
  const domain = name.endsWith(READONLY) ? name.slice(0, -READONLY.length) : name;
  if (!PUBLISHED_CATALOG.scopes.has(domain)) return [];
  return all.filter(({ scopes }) => scopes.includes(`${domain}${READONLY}`) && !scopes.includes(domain));
}

function migrationScope(name: string, capability: Capability): MigrationScopeExplanation {
  const { migration, platform } = CAPABILITIES[capability];
  return {
    kind: 'scope',
    name,
    published: false,
    catalog: PUBLISHED.date,
    together: migration.required,
    equivalent: platform,
    ...whoAsks(name),
    calls: agentCalls().filter((call) => call.capability === capability),
  };
}

function whoAsks(name: string): { capabilities: readonly Asking[]; profiles: readonly AskingProfile[] } {
  const all = CAPABILITY_IDS.flatMap(askedBy);
  return {
    capabilities: all.filter(({ scope }) => covers(name, scope)),
    profiles: CLIENT_PROFILE_IDS.flatMap((profile) => {
      const asked = all.filter(({ scope, capability }) => scope === name && has(profile, capability));
      return VOCABULARIES.flatMap((vocabulary) => {
        const needs = asked.filter((each) => each.vocabulary === vocabulary).map(({ need }) => need);
        // What one capability requires and another recommends is required.
        const need = NEEDS.find((each) => needs.includes(each));
        return need === undefined
          ? []
          : [{ profile, vocabulary, need, coveredBy: coveredIn(profile, vocabulary, name) }];
      });
    }),
  };
}

function askedBy(capability: Capability): readonly Asking[] {
  return VOCABULARIES.flatMap((vocabulary) =>
    NEEDS.flatMap((need) =>
      CAPABILITIES[capability][vocabulary][need].map((scope) => ({ capability, scope, vocabulary, need })),
    ),
  );
}

function has(profile: ClientProfileId, capability: Capability): boolean {
  return PROFILES[profile].capabilities.some((each) => each === capability);
}

/** The scope of the profile that makes `name` needless. */
function coveredIn(profile: ClientProfileId, vocabulary: Vocabulary, name: string): string | null {
  const asked = [...requiredScopes(profile, vocabulary), ...recommendedScopes(profile, vocabulary)];
  return asked.includes(name) ? null : (asked.find((held) => covers(held, name)) ?? null);
}
