import { sep } from 'node:path';
import { type Location, type Problem, publicText, type Reading, type SourceInfo, type SourceKind } from '../model';

/** A source before it is read. */
export type Named = Pick<SourceInfo, 'label' | 'path'>;

/** Names a source by its path, or by the label that the user gave. */
export function named(path: string, label?: string): Named {
  const text = publicText(path.split(sep).join('/'));
  return { label: label === undefined ? text : publicText(label), path: text };
}

/** A reading of something that could not be read, with the reason and what to do. */
export function unreadable(
  source: Named,
  message: string,
  remedy: string,
  at: Location = { file: source.path },
): Reading {
  return broken(source, { message: publicText(message), remedy: publicText(remedy), at });
}

export function broken(source: Named, problem: Problem, kind: SourceKind = 'terraform-json'): Reading {
  return {
    source: { ...source, kind, gap: 'unreadable' },
    clients: [],
    credentials: [],
    orphans: [],
    problems: [problem],
  };
}
