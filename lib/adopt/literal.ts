/** How wide a line may be before a list is broken. */
const WIDTH = 100;

/**
 * A text as a TypeScript literal, such that Terraform gets just this text: what CDKTF or Terraform could read something into
 * is taken apart, and what cannot be seen is written as its code. Names of clients are written by anybody.
 */
export function text(value: string): string {
  return plainText(forTerraform(value));
}

/** A text as a TypeScript literal, for what never reaches an expression of Terraform. */
export function plainText(value: string): string {
  const escaped = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll(HIDDEN, (character) =>
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    );
  return `'${escaped}'`;
}

/** Whatever hides, reorders or ends a line; letters, marks, numbers, signs and the blank are seen. */
const HIDDEN = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/** Templates of Terraform start at `${` and `%{`; CDKTF's tokens look like one, and are also numbers of that size. */
function forTerraform(value: string): string {
  return value.replaceAll(
    /([$%#&!]*)\{(?=TfToken\[)|e(?=\+289)|([$%]+)\{(?!TfToken\[)/g,
    (match, before: string, signs: string | undefined) => {
      if (match === 'e') return '${"e"}';
      if (signs === undefined) return `${before === '' ? '' : `\${"${before}"}`}\${"{"}`;
      // Of several signs only the last belongs to the template.
      const others = signs.slice(0, -1);
      return `${others === '' ? '' : `\${"${others}"}`}${signs.slice(-1)}${match.slice(-2)}`;
    },
  );
}

/** Texts as a literal array. */
export function list(values: readonly string[], indentation: number): string {
  return brackets('[', values, ']', indentation);
}

/** An object in one line where it fits. */
export function object(entries: readonly (readonly [name: string, code: string])[], indentation: number): string {
  const members = entries.map(([name, code]) => `${name}: ${code}`);
  return brackets('{ ', members, ' }', indentation);
}

/** Code in brackets, in one line where it fits. */
export function brackets(open: string, parts: readonly string[], close: string, indentation: number): string {
  const inLine = `${open}${parts.join(', ')}${close}`;
  if (parts.length === 0) return `${open}${close}`.replaceAll(' ', '');
  if (indentation + inLine.length <= WIDTH && !inLine.includes('\n')) return inLine;
  const blanks = ' '.repeat(indentation);
  return [open.trim(), ...parts.map((part) => `${blanks}  ${part},`), `${blanks}${close.trim()}`].join('\n');
}
