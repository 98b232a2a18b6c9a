import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parser, Tree } from 'web-tree-sitter';

/** The grammar, beside this file and beside the bundles that the build makes of it; GRAMMAR.md tells where it is from. */
const GRAMMAR = 'tree-sitter-terraform.wasm';

/** Parses a text. The caller deletes the tree. */
export type ParseTree = (text: string) => Tree;

let loaded: Promise<ParseTree> | undefined;

/** Loads parser and grammar, once. Nothing else in the program may do so: most commands need neither. */
export function loadGrammar(): Promise<ParseTree> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ParseTree> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser: Parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(__dirname, GRAMMAR))));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('the parser gave no tree');
    return tree;
  };
}
