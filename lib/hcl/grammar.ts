import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parser, Tree } from 'web-tree-sitter';
import { TakesTooLong } from '../files';

/** The grammar, beside this file and beside the bundles that the build makes of it; GRAMMAR.md tells where it is from. */
const GRAMMAR = 'tree-sitter-terraform.wasm';

/** Parses a text, or throws {@link TakesTooLong}. The caller deletes the tree. */
export type ParseTree = (text: string) => Tree;

/** Milliseconds that parsing may take: some, and more for each character. A slow machine needs a tenth of it. */
const ALLOWED = { always: 5_000, perCharacter: 0.01 };

let loaded: Promise<Parser> | undefined;

/**
 * Loads parser and grammar, once. Nothing else in the program may do so: most commands need neither. What is returned has an
 * allowance of time for all that it parses.
 */
export async function loadGrammar(): Promise<ParseTree> {
  loaded ??= load();
  return limited(await loaded);
}

/** Of text that is broken in the right way, or blank for long, the parser's time grows with the square and worse. */
function limited(parser: Parser): ParseTree {
  let left = ALLOWED.always;
  return (text) => {
    const end = performance.now() + left + text.length * ALLOWED.perCharacter;
    let reached = 0;
    const tree = parser.parse(text, null, {
      progressCallback: ({ currentOffset }) => {
        // It counts bytes, of which a character of a string has two.
        reached = currentOffset / 2;
        return performance.now() > end;
      },
    });
    left = end - performance.now();
    if (tree !== null) return tree;
    // It would go on with the same text.
    parser.reset();
    throw new TakesTooLong(reached);
  };
}

async function load(): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser: Parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(__dirname, GRAMMAR))));
  return parser;
}
