/**
 * A value as JSON that HCL reads as the same literal. CDKTF does not escape the strings that it renders when they hold a
 * template sign; here nothing is left that could be one. HCL knows fewer escapes than JSON.
 */
export function hclLiteral(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll(/\\(.)/g, (pair, letter) => (letter === 'b' ? unicode('\b') : letter === 'f' ? unicode('\f') : pair))
    .replaceAll(/[$%]/g, unicode);
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
