import { loadOperations } from '../operations';
import type { PermissionExplanation } from './explanation';

export function explainPermission(name: string): PermissionExplanation | undefined {
  const { all, date } = loadOperations();
  const operations = all.filter(({ permissions }) => permissions?.list.includes(name));
  if (operations.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const scope of operations.flatMap(({ scopes }) => scopes)) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  const scopes = [...counts].map(([scope, count]) => ({ name: scope, operations: count }));
  return {
    kind: 'permission',
    name,
    document: date,
    scopes: scopes.sort((a, b) => b.operations - a.operations || (a.name < b.name ? -1 : 1)),
    operations,
  };
}

/** Every permission that an operation of the document states. */
export function permissionNames(): ReadonlySet<string> {
  return new Set(loadOperations().all.flatMap(({ permissions }) => permissions?.list ?? []));
}
