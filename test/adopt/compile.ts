import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import ts from 'typescript';
import { ROOT } from '../cli/run-cli';
import { HOST, PACKAGE_HOME } from '../helpers/host';

const LIBRARY = join(ROOT, 'node_modules', HOST.library);
const BINDINGS = join(PACKAGE_HOME, 'node_modules', `@${HOST.library}`, 'provider-genesyscloud');

/** What the compiler of a careful user is told. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUnusedLocals: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules/@types')],
  paths: {
    [HOST.package]: [join(ROOT, 'lib/index.ts')],
    [`${HOST.package}/provider/*`]: [join(BINDINGS, 'lib/*')],
    // What this package itself is written for.
    cdktf: [LIBRARY],
    'cdktf/*': [join(LIBRARY, '*')],
    '@cdktf/provider-genesyscloud/*': [join(BINDINGS, '*')],
  },
};

const FILE = join(ROOT, 'test/adopt/adopted.ts');

let parsed: ts.Program | undefined;

/** What the compiler says of the code; the package is this one. */
export function compilerErrors(code: string): string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const own = ts.createSourceFile(FILE, code, ts.ScriptTarget.ES2022);
  const program = ts.createProgram({
    rootNames: [FILE],
    options: OPTIONS,
    host: {
      ...host,
      fileExists: (file) => file === FILE || host.fileExists(file),
      // The declarations of all packages are read once, for all that is compiled.
      getSourceFile: (file, ...rest) =>
        file === FILE ? own : (parsed?.getSourceFile(file) ?? host.getSourceFile(file, ...rest)),
    },
  });
  parsed = program;
  return ts.getPreEmitDiagnostics(program, own).map(({ messageText, start = 0 }) => {
    const { line } = own.getLineAndCharacterOfPosition(start);
    return `${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** Runs the code, and gives the function that it exports. */
export function adoptedClientsOf(code: string): (stack: TerraformStack) => void {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { ...OPTIONS, noEmit: false } });
  const exported: { adoptedClients?: (stack: TerraformStack) => void } = {};
  const load = (name: string): unknown => {
    if (name === HOST.package) return require('../../lib');
    const provider = new RegExp(`^${HOST.package}/provider/([\\w-]+)$`).exec(name)?.[1];
    return provider === undefined ? require(name) : require(`@cdktf/provider-genesyscloud/lib/${provider}`);
  };
  new Function('require', 'exports', outputText)(load, exported);
  if (exported.adoptedClients === undefined) throw new Error(`the code exports no adoptedClients:\n${code}`);
  return exported.adoptedClients;
}
