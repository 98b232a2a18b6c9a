/** The address without index keys. A key is a number, or a string in which quotes are escaped. */
export function configurationAddress(instance: string): string {
  // Most have none.
  if (!instance.includes('[')) return instance;
  return instance.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

/** The part of an address that tells one instance of `count` or `for_each` from the others, as Terraform prints it. */
export function indexKey(key: string | number): string {
  return typeof key === 'number' ? `[${key}]` : `["${key.replaceAll(ESCAPED, escaped)}"]`;
}

/** What Terraform does not print as it is: quotes, template signs, and whatever is not visible. */
const ESCAPED = /["\\]|[$%](?=\{)|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

const LETTERS: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  $: '$$',
  '%': '%%',
};

function escaped(character: string): string {
  const letter = LETTERS[character];
  if (letter !== undefined) return letter;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
