import { printed, publicText, quoted, type Text } from '../model';
import { agentCallOf, CAUSES, loadOperations } from '../operations';
import {
  BASE_PROFILE,
  CAPABILITIES,
  CAPABILITY_IDS,
  type Capability,
  covers,
  recommendedScopes,
  requiredScopes,
} from '../scopes';
import { evidenceOf, lackOf } from './evidence';
import { heldText } from './held';
import type { Exchange } from './observed';
import type { Verdict } from './verdict';

/** The verdict on a refusal whose body says that a scope is missing. */
export function missingScope(exchange: Exchange): Verdict {
  const { call, at, count, client } = exchange;
  const named = anyOf(exchange);
  const holds = client?.holds;
  const isHeld = holds !== undefined && named.some((scope) => holds.includes(scope));
  return {
    cause: 'scope-missing',
    certainty: isHeld ? 'likely' : 'shown',
    severity: isRecommendedOnly(named) ? 'warning' : 'error',
    ...(call && { call: call.name }),
    ...(client?.id !== undefined && { client: publicText(client.id) }),
    scopes: named.map(publicText),
    message: messageOf(named),
    details: [
      ...sourceText(exchange),
      ...capabilityText(exchange, named),
      ...lackOf(exchange),
      ...heldText(exchange, named),
    ],
    remedy: publicText(`${enoughText(named)}${CAUSES['scope-missing'].remedy}`),
    evidence: [evidenceOf(exchange)],
    at,
    count,
  };
}

/** The names of which one is needed: as the refusal has them, else as the published document has. */
function anyOf({ call, answer: { scopes = [] } }: Exchange): readonly string[] {
  return scopes.length > 0 ? scopes : (call?.operation?.scopes ?? []);
}

function messageOf(named: readonly string[]): Text {
  const title = publicText(CAUSES['scope-missing'].title);
  if (named.length === 0) return title;
  return named.length === 1
    ? printed`${title}: ${quoted(named)}`
    : printed`${title}: any one of ${quoted(named)} will do`;
}

/** Whether the refusal and the published document say the same. */
function sourceText({ call, answer: { scopes = [] } }: Exchange): Text[] {
  const { operation } = call ?? {};
  if (operation === undefined) return [];
  const date = publicText(loadOperations().date);
  const isSame = scopes.length === operation.scopes.length && scopes.every((each) => operation.scopes.includes(each));
  if (isSame) return [printed`The API document of ${date} has the same list`];
  if (scopes.length === 0) return [printed`The refusal names no scope; these are of the API document of ${date}`];
  return [
    printed`The API document of ${date} says otherwise: it has ${quoted(operation.scopes)}. What the refusal says is what this organisation asks for`,
  ];
}

/** What the scope is for, in the words of profiles and of both vocabularies. */
function capabilityText({ call }: Exchange, named: readonly string[]): Text[] {
  const { operation } = call ?? {};
  const ofCall = operation && agentCallOf(operation)?.capability;
  const ofScope = CAPABILITY_IDS.filter((id) => isOf(id, named));
  const capabilities = ofCall === undefined ? ofScope : [ofCall];
  return capabilities.map((id) => {
    const { title, migration } = CAPABILITIES[id];
    return printed`It belongs to the capability ${quoted([id])} (${publicText(title)}), which the names of the migration guidance call ${quoted(migration.required)}`;
  });
}

function isOf(id: Capability, named: readonly string[]): boolean {
  const { required, recommended } = CAPABILITIES[id].platform;
  return [...required, ...recommended].some((needed) => isMet(named, needed));
}

function isMet(named: readonly string[], needed: string): boolean {
  return named.some((name) => covers(name, needed));
}

function isRecommendedOnly(named: readonly string[]): boolean {
  const isRequired = CAPABILITY_IDS.some((id) =>
    CAPABILITIES[id].platform.required.some((needed: string) => isMet(named, needed)),
  );
  return !isRequired && recommendedScopes(BASE_PROFILE, 'platform').some((needed) => isMet(named, needed));
}

/** Of several names the one that gives least away. */
function enoughText(named: readonly string[]): string {
  if (named.length < 2) return '';
  const profile = [...requiredScopes(BASE_PROFILE, 'platform'), ...recommendedScopes(BASE_PROFILE, 'platform')];
  const enough = named.find((name) => profile.includes(name)) ?? named.find((name) => name.endsWith(':readonly'));
  return enough === undefined ? '' : `\`${enough}\` is enough. `;
}
