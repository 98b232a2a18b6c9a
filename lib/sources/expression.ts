import { known, publicText, type Text, unknown, type Value } from '../model';

/** A string of Terraform's JSON syntax: a literal, or unknown when it is a template. */
export function readTemplate(text: string): Value<string> {
  if (!text.includes('{')) return known(text);
  if (!isTemplate(text)) return known(text.replaceAll('$${', '${').replaceAll('%%{', '%{'));
  return unknown(references(text));
}

/** True when the string has an interpolation or a directive that is not escaped by doubling its first character. */
export function isTemplate(text: string): boolean {
  return /(^|[^$])(\$\$)*\$\{|(^|[^%])(%%)*%\{/.test(text);
}

/** Characters of an expression that is searched for names: one longer tells a reader nothing. */
const LONGEST = 10_000;

/** What an expression refers to (`var.scopes`, `data.x.y.z`), as a reader knows it; without any, that it is one. */
export function references(expression: string): readonly Text[] {
  if (expression.length > LONGEST) return [publicText('an expression')];
  const withoutStrings = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const found = withoutStrings.match(/[A-Za-z_][\w-]*(?:\.[A-Za-z_*][\w-]*|\[[^\][]*\])+/g) ?? [];
  const names = [...new Set(found)].sort();
  return (names.length > 0 ? names : ['an expression']).map(publicText);
}
