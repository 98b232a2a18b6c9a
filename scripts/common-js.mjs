// ES modules as esbuild writes them, as CommonJS with the same names. esbuild's own way reads every name of another module through
// two getters at each use, which the inner loops pay for.
import { transformSync } from 'esbuild';

/** What esbuild writes of an import that it leaves: of another part, or of Node. */
const IMPORT = /^import (?:(?:\* as )?(\w+))?(?:, )?(?:\{([^}]*)\})?(?: from )?"((?:\.\/|node:)[^"]+)";$/gm;
const EXPORT = /^export \{([^}]*)\};\n*$/m;
/** Of a part that is loaded later. Of anything else esbuild knows whether it is an ES module; of our parts it does not. */
const LATER = /\bimport\("(\.\/cli-[^"]+)"\)/g;

/**
 * A part in the other form, without blanks. Parts that import each other cannot be told so; esbuild makes none.
 *
 * @param imports those of the part, as the metafile lists them
 */
export function asCommonJs(text, imports, target) {
  const found = { 'import-statement': 0, 'dynamic-import': 0 };
  const body = text
    .replace(IMPORT, (_, whole, names, path) => {
      found['import-statement']++;
      const required = `require(${JSON.stringify(path)})`;
      const all = [whole, names === undefined ? undefined : renamed(names)].filter((each) => each !== undefined);
      return all.length === 0 ? `${required};` : all.map((each) => `const ${each} = ${required};`).join('\n');
    })
    .replace(LATER, (_, path) => {
      found['dynamic-import']++;
      return `Promise.resolve().then(() => require(${JSON.stringify(path)}))`;
    })
    .replace(EXPORT, (_, names) => `module.exports = ${renamed(names, true)};`);
  for (const [kind, count] of Object.entries(found)) {
    const isOurs = ({ external }) => kind === 'import-statement' || !external;
    const expected = imports.filter((each) => each.kind === kind && isOurs(each)).length;
    if (count !== expected) throw new Error(`${count} of ${expected} (${kind}) are written as the build expects`);
  }
  const { code } = transformSync(body, {
    platform: 'node',
    target,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
  });
  return code;
}

/** `a, b as c` as a pattern that takes an object apart or, `turned`, as the object. */
function renamed(names, turned = false) {
  const pairs = names
    .split(',')
    .map((name) => name.trim().split(' as '))
    .filter(([name]) => name !== '');
  return `{ ${pairs.map(([a, b = a]) => (turned ? `${b}: ${a}` : `${a}: ${b}`)).join(', ')} }`;
}
