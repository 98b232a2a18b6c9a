import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';

/** The build puts the templates beside the bundle, and they are read where they are until then: there is one text of each. */
const BUNDLED = join(__dirname, 'templates.json');
const ROOT = basename(__dirname) === 'init' ? join(__dirname, '../..') : join(__dirname, '..');

const texts = z.record(z.string(), z.string());
const manifest = z.object({ devDependencies: texts });

/** The text of a template, by its path in the repository of this package. */
export function template(path: string): string {
  const text = existsSync(BUNDLED)
    ? texts.parse(JSON.parse(readFileSync(BUNDLED, 'utf8')))[path]
    : readFileSync(join(ROOT, path), 'utf8');
  if (text === undefined) throw new Error(`the template ${path} is not in the package`);
  return text;
}

/** The versions with which this package is tested. */
export function testedVersions<Name extends string>(...names: readonly Name[]): Record<Name, string> {
  const { devDependencies } = manifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  return Object.fromEntries(names.map((name) => [name, devDependencies[name] ?? '*'])) as Record<Name, string>;
}

/** A template with parts of it replaced. Each has to be in it: a template that was changed must not pass unnoticed. */
export function filled(path: string, parts: readonly (readonly [from: string, to: string])[]): string {
  return parts.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the template ${path} lacks "${from.trim()}"`);
    return text.replace(from, () => to);
  }, template(path));
}
