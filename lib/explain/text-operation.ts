import type { Operation } from '../operations';
import { requiredScopes } from '../scopes';
import type { ExplainedOperation, OperationExplanation, PermissionExplanation, ProfileAccess } from './explanation';
import { counted, operationLines, orList } from './text-parts';

export function operationExplanationLines({ document, operations }: OperationExplanation): string[] {
  const byScopes = operations.some(({ profiles }) => profiles !== null);
  return [
    ...operations.flatMap((operation) => [...explainedLines(operation), '']),
    ...(byScopes
      ? [
          'A token needs one of the scopes, where the organisation enforces scopes; the user needs the permissions, by roles.',
          'What profiles can call is told by the scopes that they require and recommend in the vocabulary platform.',
        ]
      : []),
    `Source: API document of ${document}.`,
  ];
}

function explainedLines(operation: ExplainedOperation): readonly string[] {
  const { method, path, operationId, deprecated, call } = operation;
  return [
    `${method} ${path} (${operationId})${deprecated ? ', deprecated' : ''}`,
    `  scopes       ${scopesText(operation)}`,
    `  permissions  ${permissionsText(operation)}`,
    ...profileLines(operation.profiles),
    ...(call === null ? [] : [`  agent's app  ${call.capability}: to ${call.purpose}; if refused, ${call.ifRefused}`]),
  ];
}

function scopesText({ scopes, schemes }: Operation): string {
  if (schemes === undefined) return scopes.length === 0 ? 'the document names none' : anyOf(scopes);
  return schemes.length === 0
    ? 'none: the document says nothing of how it is secured'
    : `none: it is secured by ${schemes.join(', ')}, not by PureCloud OAuth`;
}

function anyOf(names: readonly string[]): string {
  return names.length === 1 ? names.join() : `any one of ${names.join(', ')}`;
}

function permissionsText({ permissions }: Operation): string {
  if (permissions === null) return 'the document states none';
  const { type, list } = permissions;
  return type === 'ALL' && list.length > 1 ? `all of ${list.join(', ')}` : anyOf(list);
}

function profileLines(profiles: readonly ProfileAccess[] | null): readonly string[] {
  if (profiles === null) return [];
  const groups = new Map<string, string[]>();
  for (const access of profiles) {
    const how = accessText(access);
    groups.set(how, [...(groups.get(how) ?? []), access.profile]);
  }
  return [...groups].map(
    ([how, ids], index) => `  ${(index === 0 ? 'profiles' : '').padEnd(11)}  ${ids.join(', ')}: ${how}`,
  );
}

function accessText({ profile, by }: ProfileAccess): string {
  if (by === null) return 'ask for none of these scopes';
  const required = requiredScopes(profile, 'platform').includes(by);
  return `can call it, by ${by}${required ? '' : ' (recommended)'}`;
}

export function permissionLines({ name, document, scopes, operations }: PermissionExplanation, all: boolean): string[] {
  const width = Math.max(...scopes.map((scope) => scope.name.length));
  return [
    `${name}: a permission`,
    '',
    'Permissions belong to roles, not to OAuth clients: the user needs a role with it, and the client a scope.',
    '',
    `It stands with ${counted(operations.length, 'operation')} of the API document of ${document}${weight(name, operations)}`,
    ...operationLines(operations, all, ({ scopes }) => (scopes.length === 0 ? 'no scope' : `by ${orList(scopes)}`)),
    '',
    'Scopes that these take; where one lists several, any one of them will do',
    ...scopes.map((scope) => `  ${scope.name.padEnd(width)}  ${String(scope.operations).padStart(4)}`),
  ];
}

/** Where it is not the only permission that an operation states. */
function weight(name: string, operations: readonly Operation[]): string {
  const among = (type: 'ANY' | 'ALL') =>
    operations.filter(({ permissions }) => permissions?.type === type && permissions.list.some((each) => each !== name))
      .length;
  const parts = [
    ...(among('ANY') > 0 ? [`in ${among('ANY')} of them another permission will do as well`] : []),
    ...(among('ALL') > 0 ? [`in ${among('ALL')} of them others are needed beside it`] : []),
  ];
  return parts.map((part) => `; ${part}`).join('');
}
