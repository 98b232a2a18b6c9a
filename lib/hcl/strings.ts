/** What a backslash and a letter stand for. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** A backslash with what it escapes, or a template sign that is doubled because it is meant as text. */
const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))|([$%])\4\{/g;

/** True for what stands between quotes when a part of it is an expression. */
export function hasTemplate(content: string): boolean {
  return content.includes('{') && /(^|[^$])\$\{|(^|[^%])%\{/.test(content.replaceAll(/\\./g, '..'));
}

/** The text of a string in quotes, of which this is what stands between them. */
export function unescapeQuoted(content: string): string {
  if (!/[\\$%]/.test(content)) return content;
  return content.replaceAll(ESCAPE, (_, short, long, letter, sign) => {
    if (sign !== undefined) return `${sign}{`;
    const code = short ?? long;
    return code === undefined ? (ESCAPES[letter] ?? letter) : codePoint(Number.parseInt(code, 16));
  });
}

/** The text of a template without expressions: a sign is doubled where it is meant as text. */
export function plainText(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

/** The text of a heredoc. `flush`: it began with `<<-`, which takes away the indentation that all its lines share. */
export function heredocText(content: string, flush: boolean): string {
  if (!flush) return plainText(content);
  const lines = content.split('\n');
  const indents = lines.filter((line) => /\S/.test(line)).map((line) => line.search(/\S/));
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return plainText(lines.map((line) => (/\S/.test(line) ? line.slice(shared) : line)).join('\n'));
}

/** A number that is no character becomes the one that stands for such. */
function codePoint(code: number): string {
  const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}
