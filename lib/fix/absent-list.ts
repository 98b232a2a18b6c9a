import { lineStarts, memberPlaceInJson } from '../files';
import { ATTRIBUTES, type Location } from '../model';
import type { Edit } from './text-edit';

const NAME = ATTRIBUTES.scopes.terraform;

/** Gives a client in HCL the argument that it lacks, aligned as `terraform fmt` does; undefined for a block on one line. */
export function insertIntoBlock(text: string, head: Location, scopes: readonly string[]): readonly Edit[] | undefined {
  const starts = lineStarts(text);
  const first = head.endLine ?? head.line;
  const [bodyStart, bodyLine] =
    first === undefined ? [undefined, ''] : [starts[first], text.slice(starts[first - 1], starts[first])];
  if (first === undefined || bodyStart === undefined || !/\{\s*(?:(?:#|\/\/).*)?\r?\n$/.test(bodyLine))
    return undefined;
  const newline = bodyLine.endsWith('\r\n') ? '\r\n' : '\n';
  const value = listOf(scopes);
  const group = simpleArguments(text, bodyStart);
  const [, indent = '', name = '', blank = ''] = group.lines[0] ?? [];
  const width = name.length + blank.length;
  if (group.lines.length === 0) {
    const outer = /^[ \t]*/.exec(bodyLine)?.[0] ?? '';
    return [insertAt(bodyStart, `${outer}  ${NAME} = ${value}${newline}${isEnd(text, bodyStart) ? '' : newline}`)];
  }
  // Others keep their places: where the name is too long for their column, a blank line parts it from them.
  const isFitting = width > NAME.length;
  return [
    insertAt(
      group.end,
      `${isFitting ? '' : newline}${indent}${NAME.padEnd(isFitting ? width : NAME.length + 1)}= ${value}${newline}`,
    ),
  ];
}

function insertAt(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** The arguments at the start of a body that take a line each. */
function simpleArguments(
  text: string,
  start: number,
): { readonly lines: readonly RegExpExecArray[]; readonly end: number } {
  const lines: RegExpExecArray[] = [];
  let end = start;
  for (;;) {
    const match = /^([ \t]*)([A-Za-z_][\w-]*)([ \t]+)=(?![=>])[^\r\n]*\r?\n/.exec(text.slice(end, end + 10_000));
    if (match === null || opens(match[0])) return { lines, end };
    lines.push(match);
    end += match[0].length;
  }
}

/** True for a line whose value goes on. */
function opens(line: string): boolean {
  const plain = line.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const count = (bracket: string) => plain.split(bracket).length;
  return plain.includes('<<') || ['[]', '{}', '()'].some(([open = '', close = '']) => count(open) !== count(close));
}

function isEnd(text: string, offset: number): boolean {
  return /^[ \t]*\}/.test(text.slice(offset));
}

/** The same in JSON, as its last member. */
export function insertIntoObject(
  text: string,
  path: readonly (string | number)[],
  scopes: readonly string[],
): readonly Edit[] | undefined {
  const place = memberPlaceInJson(text, path);
  return place && [insertAt(place.offset, `${place.before}"${NAME}": ${listOf(scopes)}`)];
}

/** The same in both syntaxes. */
function listOf(scopes: readonly string[]): string {
  return `[${scopes.map((scope) => JSON.stringify(scope)).join(', ')}]`;
}
