import { agentCallOf, loadOperations, type Operation } from '../operations';
import { CLIENT_PROFILE_IDS, generatedScopes } from '../scopes';
import { type AskedOperation, askedOperation } from './asked-operation';
import type { ExplainedOperation, OperationExplanation, ProfileAccess } from './explanation';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export function explainOperation(text: string): OperationExplanation | undefined {
  const asked = askedOperation(text);
  const operations = asked === undefined ? byId(text) : byRequest(asked);
  if (operations.length === 0) return undefined;
  return { kind: 'operation', document: loadOperations().date, operations: operations.map(explained) };
}

function byId(text: string): readonly Operation[] {
  const { all } = loadOperations();
  const exact = all.filter(({ operationId }) => operationId === text);
  const folded = text.toLowerCase();
  return exact.length > 0 ? exact : all.filter(({ operationId }) => operationId.toLowerCase() === folded);
}

function byRequest({ method, path }: AskedOperation): readonly Operation[] {
  if (method === undefined) return onPath(path);
  const found = loadOperations().find(method, path);
  return found === undefined ? [] : [found];
}

/** All methods of the path that fits best: those of `/users/{userId}` are none of `/users/me`. */
export function onPath(path: string): readonly Operation[] {
  const operations = loadOperations();
  const found = METHODS.map((method) => operations.find(method, path)).filter((each) => each !== undefined);
  const [best] = found.map(shapeOf).sort();
  return found.filter((each) => shapeOf(each) === best);
}

/** The path whatever its parameters are called, which may differ by method; what is literal earlier sorts before. */
function shapeOf({ path }: Operation): string {
  return path.replaceAll(/\{[^/]*\}/g, '{}');
}

function explained(operation: Operation): ExplainedOperation {
  return { ...operation, profiles: accessTo(operation), call: agentCallOf(operation) ?? null };
}

function accessTo({ scopes, schemes }: Operation): readonly ProfileAccess[] | null {
  if (schemes !== undefined || scopes.length === 0) return null;
  return CLIENT_PROFILE_IDS.map((profile) => ({
    profile,
    by: generatedScopes(profile, 'platform').find((held) => scopes.includes(held)) ?? null,
  }));
}
