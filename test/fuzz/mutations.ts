import type { Json } from '../../lib/files';

type Path = readonly (string | number)[];
type Parent = Record<string | number, Json> | Json[];

/** What can happen to one part of a JSON document while it stays JSON. */
export const MUTATIONS: Readonly<Record<string, (parent: Parent, step: string | number) => void>> = {
  'is gone': (parent, step) => {
    if (Array.isArray(parent)) parent.splice(Number(step), 1);
    else delete parent[step];
  },
  'stands twice, or under another name': (parent, step) => {
    if (Array.isArray(parent)) parent.splice(Number(step), 0, parent[Number(step)] as Json);
    else {
      parent[`x${step}`] = parent[step] as Json;
      delete parent[step];
    }
  },
  'is null': become(() => null),
  'is true': become(() => true),
  'is a number': become(() => 0),
  'is a word': become(() => 'x'),
  'is an empty list': become(() => []),
  'is an empty object': become(() => ({})),
  'is in a list': become((value) => [value]),
  'is in an object': become((value) => ({ x: value })),
  'is its first part': become((value) => {
    if (typeof value !== 'object' || value === null) return String(value);
    return (Object.values(value)[0] as Json | undefined) ?? null;
  }),
};

function become(change: (value: Json) => Json) {
  return (parent: Parent, step: string | number) => {
    const parts = parent as Record<string | number, Json>;
    parts[step] = change(parts[step] as Json);
  };
}

/** One mutation of a document. */
export interface Mutation {
  readonly path: Path;
  readonly kind: string;
}

/** All mutations of single parts. */
export function mutationsOf(document: Json): Mutation[] {
  return pathsIn(document, []).flatMap((path) => Object.keys(MUTATIONS).map((kind) => ({ path, kind })));
}

function pathsIn(value: Json, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [at, ...pathsIn(inner as Json, at)];
  });
}

export function mutated(text: string, { path, kind }: Mutation): string {
  const document = JSON.parse(text);
  const parent = path.slice(0, -1).reduce((part, step) => part[step], document);
  MUTATIONS[kind]?.(parent, path.at(-1) as string | number);
  return JSON.stringify(document);
}
