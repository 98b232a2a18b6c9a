import type { AgentCallWithScopes, Operation } from '../operations';
import { CAPABILITIES } from '../scopes';
import type { Asking, AskingProfile, MigrationScopeExplanation, PublishedScopeExplanation } from './explanation';
import { callLines, counted, needsText, operationLines, orList } from './text-parts';

const ENFORCED = '(refused only where the organisation enforces scopes)';

export function publishedScopeLines(scope: PublishedScopeExplanation, all: boolean): string[] {
  const { name, operations, calls } = scope;
  return [
    `${name}: a scope that Genesys Cloud publishes (catalogue of ${scope.catalog})`,
    ...coverLines(scope),
    '',
    `It opens ${counted(operations.length, 'operation')}${alone(name, operations)}`,
    ...operationLines(operations, all, (operation) => othersOf(name, operation)),
    ...readonlyLines(name, operations),
    'Where an operation lists several scopes, any one of them will do.',
    '',
    ...askingLines(scope),
    ...(calls.length === 0
      ? ["No call that is known of an agent's app needs it."]
      : [
          `What an agent's app calls by it ${ENFORCED}`,
          ...calls.flatMap((call) => callLines(call, otherScopes(name, call))),
        ]),
  ];
}

export function migrationScopeLines(scope: MigrationScopeExplanation): string[] {
  const { name, capabilities, together, equivalent, calls, catalog } = scope;
  const others = together.filter((other) => other !== name);
  const spelled = capabilities.map(({ capability }) => `${capability} (to ${CAPABILITIES[capability].title})`);
  return [
    `${name}: a scope name of the migration guidance`,
    '',
    `It is not in the catalogue that Genesys Cloud publishes (of ${catalog}), and no published operation takes it. An`,
    'organisation that does not know it may answer 400 auth.invalid.scope when a client with it is created;',
    'GET /api/v2/oauth/scopes lists what an organisation knows.',
    `It spells the capability ${spelled.join(', ')}${others.length === 0 ? '' : `, together with ${others.join(', ')}`}.`,
    `By published names: ${needsText(equivalent)}`,
    "To go by these, write `vocabulary: 'platform'` on the construct; to judge by them, `--vocabulary platform`.",
    '',
    ...askingLines(scope),
    `What an agent's app calls for that capability, each with the published scopes ${ENFORCED}`,
    ...calls.flatMap((call) => callLines(call, ` (${orList(call.scopes)})`)),
  ];
}

function coverLines({ name, covers, coveredBy, readonlyAlone }: PublishedScopeExplanation): readonly string[] {
  const requests = readonlyAlone.map(({ method, path }) => `${method} ${path}`).join(', ');
  const [domain] = name.split(':');
  return [
    ...covers.map((other) => `It covers ${other}: what takes that one takes this one, too.`),
    ...coveredBy.map((other) => `${other} covers it: what takes this one takes that one, too.`),
    ...(requests === ''
      ? []
      : [`${domain} does not cover ${domain}:readonly: ${requests} takes only the latter of the two.`]),
  ];
}

/** How many operations take no other scope. */
function alone(name: string, operations: readonly Operation[]): string {
  const only = operations.filter(({ scopes }) => scopes.every((scope) => scope === name)).length;
  if (only === operations.length) return only === 1 ? ', which takes no other scope' : ', which take no other scope';
  return only === 0 ? ', each of which takes another scope as well' : `; ${only} of them take no other scope`;
}

function othersOf(name: string, { scopes }: Pick<Operation, 'scopes'>): string {
  const others = scopes.filter((scope) => scope !== name);
  return others.length === 0 ? '' : `or by ${orList(others)}`;
}

function otherScopes(name: string, call: AgentCallWithScopes): string {
  const others = othersOf(name, call);
  return others === '' ? '' : ` (${others})`;
}

function readonlyLines(name: string, operations: readonly Operation[]): readonly string[] {
  const others = operations.filter(({ method }) => method !== 'GET' && method !== 'HEAD').length;
  if (!name.endsWith(':readonly') || others === 0) return [];
  return [`":readonly" does not mean GET alone: ${others} of them are sent by other methods.`];
}

function askingLines(scope: PublishedScopeExplanation | MigrationScopeExplanation): readonly string[] {
  const { name, capabilities, profiles } = scope;
  return [
    'Who asks for it',
    ...capabilities.map((asking) => `  ${askingText(name, asking)}`),
    ...profileGroups(profiles),
    ...(profiles.length > 0
      ? []
      : [capabilities.length === 0 ? '  no capability and no profile' : '  no profile itself']),
    '',
  ];
}

function askingText(name: string, { capability, scope, vocabulary, need }: Asking): string {
  const asked = scope === name ? '' : `${scope}, which it covers, is `;
  return `capability ${capability}: ${asked}${need} in the vocabulary ${vocabulary}, to ${CAPABILITIES[capability].title}`;
}

/** The profiles of which the same is to be said, in one line. */
function profileGroups(profiles: readonly AskingProfile[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { profile, vocabulary, need, coveredBy } of profiles) {
    const how =
      coveredBy === null
        ? `${need} in the vocabulary ${vocabulary}`
        : `in the vocabulary ${vocabulary} they ask for ${coveredBy} in its place, which covers it`;
    groups.set(how, [...(groups.get(how) ?? []), profile]);
  }
  return [...groups].map(([how, ids]) => `  profile${ids.length === 1 ? '' : 's'} ${ids.join(', ')}: ${how}`);
}
