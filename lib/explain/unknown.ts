import { printed, publicText, type Text } from '../model';
import { CAUSES, loadOperations } from '../operations';
import { RULE_IDS } from '../rules';
import { CAPABILITY_IDS, KNOWN_SCOPES, namesMeant, nearest, PROFILE_IDS, scopeOfPermission } from '../scopes';
import { type AskedOperation, askedOperation } from './asked-operation';
import { closestOperations } from './closest';
import type { Kind } from './explanation';
import { onPath } from './operation';
import { explainPermission, permissionNames } from './permission';
import { REFUSAL_NAMES } from './refusal';

/** That nothing can be said, and what may have been meant. */
export interface NotKnown {
  readonly message: Text;
  /** Lines of their own. */
  readonly hints: readonly Text[];
}

/** Paths that a client of the vendor knows and the API document does not: `pathsKnownAbsent` of the table. */
export const PATHS_ABSENT = 67;

const NAMES: Readonly<Record<Kind, string>> = {
  rule: 'rule',
  profile: 'profile',
  capability: 'capability',
  scope: 'scope',
  permission: 'permission of a published operation',
  refusal: 'code or cause of a refusal',
  operation: 'published operation',
};

/** Says of a name that it is none of that kind, or none at all. */
export function notKnown(text: string, kind?: Kind): NotKnown {
  const asked = askedOperation(text);
  if (asked !== undefined && (kind === undefined || kind === 'operation')) return notPublished(asked);
  const what = kind === undefined ? 'scope, rule, profile, capability, permission, refusal or operation' : NAMES[kind];
  const meant = meantBy(text, kind).map((name) => `"${name}"`);
  const question = meant.length === 0 ? '' : `; did you mean ${meant.join(' or ')}?`;
  return {
    message: printed`${publicText(`"${text}"`)} is no ${publicText(what)} that is known here${publicText(question)}`,
    hints: [...wordHints(text), ...permissionHints(text, kind), ...listHints(kind)],
  };
}

function meantBy(text: string, kind?: Kind): readonly string[] {
  const candidates = {
    scope: () => namesMeant(text, KNOWN_SCOPES),
    rule: () => near(text, RULE_IDS),
    profile: () => near(text, PROFILE_IDS),
    capability: () => near(text, CAPABILITY_IDS),
    permission: () => near(text, permissionNames()),
    refusal: () => near(text, REFUSAL_NAMES),
    operation: () => near(text, new Set(loadOperations().all.map(({ operationId }) => operationId))),
  } as const satisfies Record<Kind, () => readonly string[]>;
  if (kind !== undefined) return candidates[kind]();
  const permissions = candidates.permission();
  // A permission that is misspelt is meant itself, before the scope of its domain.
  if (hasFormOfPermission(text)) return permissions;
  return [...new Set(Object.values(candidates).flatMap((names) => names()))];
}

function near(text: string, names: Iterable<string>): readonly string[] {
  const name = nearest(text, names);
  return name === undefined ? [] : [name];
}

function wordHints(text: string): readonly Text[] {
  return /\s/.test(text) ? [publicText('Explained is one name, or a method with a path.')] : [];
}

function hasFormOfPermission(text: string): boolean {
  return text.split(':').length > 2;
}

function permissionHints(text: string, kind?: Kind): readonly Text[] {
  if (!hasFormOfPermission(text) || (kind !== undefined && kind !== 'scope' && kind !== 'permission')) return [];
  return [
    publicText('It has the form of a permission: permissions belong to roles, not to OAuth clients.'),
    ...scopesOfPermission(text),
  ];
}

/** By which scopes the permission goes that was meant; of one that resembles none its domain tells. */
function scopesOfPermission(text: string): readonly Text[] {
  const [meant] = near(text, permissionNames());
  if (meant !== undefined) {
    const scopes = explainPermission(meant)?.scopes.map(({ name }) => name) ?? [];
    return scopes.length === 0 ? [] : [publicText(`Operations with "${meant}" take ${scopes.join(' or ')}.`)];
  }
  const scope = scopeOfPermission(text);
  return scope === undefined ? [] : [publicText(`Most operations with permissions of that domain take ${scope}.`)];
}

function listHints(kind?: Kind): readonly Text[] {
  if (kind === 'profile') return [publicText(`Profiles are ${PROFILE_IDS.join(', ')}.`)];
  if (kind === 'capability') return [publicText(`Capabilities are ${CAPABILITY_IDS.join(', ')}.`)];
  const lists = {
    scope: '`genesys-scopes catalog` lists the scopes.',
    rule: '`genesys-scopes rules` lists the rules.',
    permission: '`genesys-scopes explain SCOPE --all` lists the operations of a scope.',
  };
  if (kind === 'operation') return [publicText(lists.permission)];
  if (kind === 'refusal') return [publicText(`Causes are ${Object.keys(CAUSES).join(', ')}.`)];
  if (kind !== undefined) return [publicText(lists[kind])];
  return [publicText(lists.scope), publicText(lists.rule)];
}

function notPublished(asked: AskedOperation): NotKnown {
  const { method, path } = asked;
  const { date } = loadOperations();
  const others = onPath(path).map((operation) => operation.method);
  const closest = closestOperations(asked).map((operation) => `  ${operation.method} ${operation.path}`);
  const absent =
    `The document is not complete: ${PATHS_ABSENT} paths are known that it lacks (analytics jobs, billing contracts, ` +
    'copilots and others; no call of the softphone is among them).';
  return {
    message: publicText(
      `${method === undefined ? '' : `${method} `}${path} is no operation of the API document of ${date}`,
    ),
    hints: [
      ...(others.length > 0
        ? [`The path takes ${others.join(', ')}.`]
        : closest.length > 0
          ? ['Closest are:', ...closest]
          : []),
      absent,
    ].map(publicText),
  };
}
