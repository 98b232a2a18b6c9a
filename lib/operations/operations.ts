import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One operation of the platform API, as the published document describes it. */
export interface Operation {
  readonly method: string;
  /** With the names of its parameters, as in `/api/v2/stations/{stationId}`. */
  readonly path: string;
  readonly operationId: string;
  /** A token needs one of them. Empty: the document names none. */
  readonly scopes: readonly string[];
  /** What the user, or the client that speaks for itself, needs: one of the list, or all of it. Null: nothing is stated. */
  readonly permissions: { readonly type: 'ANY' | 'ALL'; readonly list: readonly string[] } | null;
  readonly deprecated?: true;
  /** How it is secured where not by PureCloud OAuth; empty where the document says nothing of it. */
  readonly schemes?: readonly string[];
}

/** What Genesys Cloud publishes of its API. */
export interface Operations {
  /** The day of the document, as YYYY-MM-DD. */
  readonly date: string;
  readonly all: readonly Operation[];
  /**
   * The operation that answers a request, undefined where none is published.
   *
   * @param path of a request (`/api/v2/stations/4711`) or of the document (`/api/v2/stations/{stationId}`), without host
   *   and query
   */
  find(method: string, path: string): Operation | undefined;
}

/** Beside `lib/` and beside `dist/` alike. */
const FILE = join(__dirname, basename(__dirname) === 'operations' ? '../..' : '..', 'data/platform-operations.json');

let loaded: Operations | undefined;

/** The operations, read when they are first asked for: most commands need none, and the table is large. */
export function loadOperations(): Operations {
  if (loaded !== undefined) return loaded;
  const { meta, operations } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    readonly meta: { readonly snapshotDate: string };
    readonly operations: readonly Operation[];
  };
  const byShape = new Map<string, Operation[]>();
  for (const operation of operations) {
    const shape = shapeOf(operation.method, operation.path);
    byShape.set(shape, [...(byShape.get(shape) ?? []), operation]);
  }
  loaded = {
    date: meta.snapshotDate,
    all: operations,
    find: (method, path) => closest(byShape.get(shapeOf(method, path)) ?? [], segmentsOf(path)),
  };
  return loaded;
}

/** Method and number of segments: what a request and its operation have in common. */
function shapeOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${segmentsOf(path).length}`;
}

function segmentsOf(path: string): readonly string[] {
  return path.replace(/\/+$/, '').split('/');
}

/** Of several that fit the one with the earliest literal: `/users/me` is no `/users/{userId}`. */
function closest(operations: readonly Operation[], asked: readonly string[]): Operation | undefined {
  const fitting = operations
    .map((operation) => ({ operation, segments: segmentsOf(operation.path) }))
    .filter(({ segments }) =>
      segments.every((segment, index) => segment === asked[index] || (isParameter(segment) && asked[index] !== '')),
    );
  const literal = (segments: readonly string[]) => segments.map((each) => (isParameter(each) ? '1' : '0')).join('');
  return fitting.sort((a, b) => (literal(a.segments) < literal(b.segments) ? -1 : 1))[0]?.operation;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}
