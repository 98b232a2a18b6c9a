import { publicText, type Text } from '../model';
import { firstChild, nextSibling, type Source } from './cursor';

/** What an expression is called that refers to nothing. */
const NAMELESS: readonly Text[] = [publicText('an expression')];

/** What follows the first name of a reference. */
const STEPS = new Set(['get_attr', 'index', 'splat']);

/** Nodes that give names to what they go through. */
const LOOPS = new Set(['for_intro', 'template_for_start']);

/** What the current expression refers to (`var.scopes`, `data.x.y.z`), sorted; without any, that it is one. */
export function referencesIn(source: Source): readonly Text[] {
  const found = new Set<string>();
  const bound = new Set<string>();
  collect(source, found, bound);
  const names = [...found].filter((name) => !bound.has(/^[^.[]*/.exec(name)?.[0] ?? '')).sort();
  return names.length === 0 ? NAMELESS : names.map(publicText);
}

function collect(source: Source, found: Set<string>, bound: Set<string>): void {
  const { cursor, text } = source;
  const isLoop = LOOPS.has(cursor.nodeType);
  let type = firstChild(source);
  if (type === undefined) return;
  while (type !== undefined) {
    if (type === 'identifier' && isLoop) bound.add(text.slice(cursor.startIndex, cursor.endIndex));
    if (type === 'variable_expr') {
      type = collectOne(source, found, bound);
      continue;
    }
    collect(source, found, bound);
    type = nextSibling(source);
  }
  cursor.gotoParent();
}

/** Takes the name at the cursor with its steps, and gives the type of what follows them. */
function collectOne(source: Source, found: Set<string>, bound: Set<string>): string | undefined {
  const { cursor, text } = source;
  const start = cursor.startIndex;
  let end = cursor.endIndex;
  let steps = 0;
  let type = nextSibling(source);
  for (; type !== undefined && STEPS.has(type); type = nextSibling(source)) {
    end = cursor.endIndex;
    steps += 1;
    collect(source, found, bound);
  }
  if (steps > 0) found.add(referenceName(text.slice(start, end)));
  return type;
}

/** A reference as it is told to a reader: keys may be anything, so their text is left out. */
export function referenceName(reference: string): string {
  const name = reference.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return /^[^\s"#/]+(?:\[""\][^\s"#/]*)*$/.test(name) ? name : (/^[^[\s"#/]*/.exec(name)?.[0] ?? name);
}
