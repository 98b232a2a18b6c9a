import { known, publicText, type Text, unknown, type Value } from '../model';

/** A string of Terraform's JSON syntax: a literal, or unknown when it is a template. */
export function readTemplate(text: string): Value<string> {
  if (!text.includes('{')) return known(text);
  return isTemplate(text) ? unknown(references(text)) : known(unescaped(text));
}

/** The text that a string without templates is: in it a template sign is doubled. */
export function unescaped(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
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
