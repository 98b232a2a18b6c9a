import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { VERSION } from '../lib/version';

const LIB = resolve(__dirname, '../lib');

/**
 * Which folder of lib may import which others. `scopes` stands lowest: it is words and data, and the record's declaration
 * speaks them.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  scopes: [],
  model: ['scopes'],
  operations: ['scopes'],
  files: ['model'],
  scan: [],
  policy: ['model', 'scopes', 'files'],
  hcl: ['model', 'files'],
  sources: ['model', 'scopes', 'files', 'hcl', 'scan'],
  rules: ['model', 'scopes', 'policy'],
  check: ['model', 'scopes', 'policy', 'rules'],
  reporters: ['model', 'rules', 'version'],
  http: ['model', 'version'],
  live: ['model', 'operations', 'http'],
  review: ['model', 'rules', 'check', 'http'],
  fix: ['model', 'scopes', 'files', 'policy', 'check'],
  zendesk: ['model', 'scopes', 'files', 'reporters', 'version', 'host'],
  init: ['model', 'scopes', 'files', 'policy', 'sources', 'adopt', 'version', 'host'],
  token: [
    'model',
    'scopes',
    'files',
    'policy',
    'operations',
    'sources',
    'check',
    'http',
    'live',
    'reporters',
    'version',
  ],
  audit: ['model', 'scopes', 'files', 'policy', 'operations', 'sources', 'http', 'live'],
  catalog: ['model', 'scopes', 'policy', 'live'],
  diagnose: ['model', 'scopes', 'operations', 'files', 'hcl', 'sources', 'live', 'reporters', 'version'],
  adopt: ['model', 'scopes', 'policy', 'sources', 'check', 'http', 'live', 'reporters', 'host'],
  explain: ['model', 'scopes', 'operations', 'rules'],
  constructs: ['model', 'scopes', 'files', 'policy', 'rules', 'sources', 'check', 'reporters', 'host'],
  cli: [
    'model',
    'scopes',
    'files',
    'policy',
    'rules',
    'sources',
    'check',
    'reporters',
    'http',
    'review',
    'fix',
    'init',
    'zendesk',
    'adopt',
    'audit',
    'catalog',
    'diagnose',
    'explain',
    'operations',
    'live',
    'token',
    'version',
    'host',
  ],
  index: ['constructs', 'model', 'scopes'],
  browser: ['scopes'],
  jest: ['model', 'scopes', 'files', 'policy', 'rules', 'sources', 'check', 'reporters', 'constructs'],
  version: [],
  host: [],
};

/** Packages that only these folders may load: the command line must not load cdktf, and most of the code needs none. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  cdktf: ['constructs'],
  constructs: ['constructs'],
  '@cdktf/provider-genesyscloud': ['constructs'],
  commander: ['cli'],
  picocolors: ['reporters', 'cli'],
  'jsonc-parser': ['files'],
  'web-tree-sitter': ['hcl'],
  '@octokit/core': ['http'],
  '@octokit/plugin-paginate-rest': ['http'],
  '@octokit/plugin-retry': ['http'],
  '@octokit/plugin-throttling': ['http'],
  ky: ['http'],
  '@rgrove/parse-xml': ['diagnose'],
  undici: ['http'],
  'proxy-from-env': ['http'],
  diff: ['fix'],
  zod: ['model', 'policy', 'init', 'constructs'],
  'fastest-levenshtein': ['scopes'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const imports = files.flatMap(importsOf);

function importsOf(name: string): Import[] {
  const text = readFileSync(join(LIB, name), 'utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  const later = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, specifier = '']) => specifier);
  const loadedLater = later.map((specifier) => ({ file: name, from: folderOf(name), specifier, typeOnly: false }));
  const loaded = source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return [{ file: name, from: folderOf(name), specifier: moduleSpecifier.text, typeOnly: isTypeOnly(statement) }];
  });
  return [...loaded, ...loadedLater];
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  const named = clause?.namedBindings;
  return (
    clause?.isTypeOnly === true ||
    (clause?.name === undefined &&
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.every((each) => each.isTypeOnly))
  );
}

function folderOf(name: string): string {
  return name.split(sep)[0]?.replace(/\.ts$/, '') ?? '';
}

/** The file in lib that a relative import names. */
function targetOf({ file, specifier }: Import): string {
  const path = relative(LIB, resolve(LIB, dirname(file), specifier));
  return [`${path}.ts`, join(path, 'index.ts')].find((each) => files.includes(each)) ?? path;
}

const relatives = imports.filter(({ specifier }) => specifier.startsWith('.'));
const packages = imports.filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'));

test('every folder of lib is in the table', () => {
  expect([...new Set(files.map(folderOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test('imports between folders go in one direction, and into a folder only through its index, or that of a part of it', () => {
  const across = relatives.filter((each) => folderOf(targetOf(each)) !== each.from);
  const wrong = across.filter((each) => !MAY_IMPORT[each.from]?.includes(folderOf(targetOf(each))));
  expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  const inside = across.filter((each) => !/^[^/\\]+(([/\\][^/\\]+)?[/\\]index)?\.ts$/.test(targetOf(each)));
  expect(inside.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const edges = new Map<string, string[]>();
  for (const each of relatives.filter(({ typeOnly }) => !typeOnly)) {
    edges.set(each.file, [...(edges.get(each.file) ?? []), targetOf(each)]);
  }
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[], done: Set<string>) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) {
      for (const next of edges.get(file) ?? []) visit(next, [...path, file], done);
      done.add(file);
    }
  };
  const done = new Set<string>();
  for (const file of files) visit(file, [], done);
  expect(cycles).toEqual([]);
});

test('packages are loaded only where they belong', () => {
  const wrong = packages.filter(({ from, specifier }) => {
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    return !PACKAGES[name]?.includes(from);
  });
  expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
});

test('only who posts comments can send what changes something: Genesys Cloud is reached through a reader', () => {
  const names = ['restApi', 'githubApi'];
  const users = files.filter(
    (file) => folderOf(file) !== 'http' && names.some((name) => readFileSync(join(LIB, file), 'utf8').includes(name)),
  );
  expect(users.sort()).toEqual(
    ['review/post-github.ts', 'review/post-gitlab.ts'].map((file) => file.replace('/', sep)),
  );
  const text = readFileSync(join(LIB, 'http/genesys-cloud.ts'), 'utf8');
  // What is read, the questions that are too long for an address, and the login.
  const methods = [...text.matchAll(/'(GET|POST|PUT|PATCH|DELETE)'/g)].map(([, method]) => method);
  expect(methods).toEqual(['GET', 'POST', 'POST']);
});

test('nothing outside http opens a connection', () => {
  const callers = files.filter(
    (file) =>
      folderOf(file) !== 'http' &&
      /^(?! *\*).*(?:\bfetch\(|from 'node:(?:https?|net|tls|dgram|http2)')/m.test(
        readFileSync(join(LIB, file), 'utf8'),
      ),
  );
  expect(callers).toEqual([]);
});

test('the version in the code is that of the package', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync(join(LIB, '../package.json'), 'utf8')).version);
});
