import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One operation of the platform API, as the published document describes it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** A token needs one of them. Empty: any token will do. */
  readonly scopes: readonly string[];
}

const { operations } = JSON.parse(readFileSync(join(__dirname, '../../data/platform-operations.json'), 'utf8')) as {
  readonly operations: readonly Operation[];
};

const BY_ROUTE: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [`${operation.method} ${operation.path}`, operation]),
);

/**
 * The operation of a route such as `GET /api/v2/stations/{stationId}`.
 *
 * @throws when the platform publishes no such operation: what it does not have, its stand-in must not have either
 */
export function operationOf(route: string): Operation {
  const operation = BY_ROUTE.get(route);
  if (operation === undefined) throw new Error(`the platform publishes no operation ${route}`);
  return operation;
}
