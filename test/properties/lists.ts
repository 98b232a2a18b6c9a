import fc from 'fast-check';
import { quotedHcl } from './as-hcl';
import { type ListValue, TOLD_FORMS, UNTOLD_FORMS } from './list-forms';
import type { Writer } from './list-writer';
import { namesFor } from './world-generator';

/** A list as somebody may write it, as data: what fails can be read. */
export type List =
  | { readonly form: string; readonly of: readonly [List, List] }
  | { readonly names: readonly WrittenName[] };

interface WrittenName {
  readonly name: string;
  readonly as: keyof typeof ELEMENTS;
}

/** How one name is written; each gives the expression and the name that Terraform makes of it. */
const ELEMENTS = {
  quotes: (name) => [quotedHcl(name), name],
  escapes: (name) => [quotedHcl(name).replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`), name],
  'a template': (name) => [`"\${${quotedHcl(name)}}"`, name],
  'a template that strips': (name) => [`"\${~ ${quotedHcl(name)} ~}"`, name],
  'a local': (name, writer) => [writer.local(quotedHcl(name)), name],
  'a variable': (name, writer) => [writer.variable({ type: 'string', default: name }), name],
  'a template of a local': (name, writer) => [`"\${${writer.local(quotedHcl(name))}}"`, name],
  'a template with more in it': (name, writer) => [`"\${${writer.local(quotedHcl(name))}}x"`, `${name}x`],
  // The line break at its end belongs to it.
  'a heredoc': (name) => (isWord(name) ? [`<<EOT\n${name}\nEOT\n`, `${name}\n`] : [quotedHcl(name), name]),
  'an indented heredoc': (name) =>
    isWord(name) ? [`<<-EOT\n    ${name}\n  EOT\n`, `${name}\n`] : [quotedHcl(name), name],
  'a function': (name) => [`format("%s", ${quotedHcl(name)})`, name],
  'a condition': (name) => [`(1 == 2 ? "users" : ${quotedHcl(name)})`, name],
} as const satisfies Record<string, (name: string, writer: Writer) => readonly [hcl: string, name: string]>;

/** The ways of writing a name that only Terraform evaluates. */
const UNTOLD_ELEMENTS: readonly string[] = ['a template with more in it', 'a function', 'a condition'];

function isWord(name: string): boolean {
  return /^[a-z:*-]+$/.test(name);
}

export function isTold(list: List): boolean {
  if ('names' in list) return list.names.every(({ as }) => !UNTOLD_ELEMENTS.includes(as));
  return list.form in TOLD_FORMS && list.of.every(isTold);
}

/** The expression, and what Terraform makes of it. */
export function write(list: List, writer: Writer): ListValue {
  if ('names' in list) {
    const elements = list.names.map(({ name, as }) => ELEMENTS[as](name, writer));
    return { hcl: `[${elements.map(([hcl]) => hcl).join(', ')}]`, names: elements.map(([, name]) => name) };
  }
  const [first, second] = list.of;
  const form = TOLD_FORMS[list.form] ?? UNTOLD_FORMS[list.form];
  if (form === undefined) throw new Error(`no form ${list.form}`);
  return form([write(first, writer), write(second, writer)], writer);
}

const spelledAs = fc.oneof(
  { weight: 12, arbitrary: fc.constant<WrittenName['as']>('quotes') },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(ELEMENTS) as WrittenName['as'][])) },
);

function leaf(names: readonly string[]): fc.Arbitrary<List> {
  return fc
    .tuple(...names.map(() => spelledAs))
    .map((each): List => ({ names: names.map((name, index) => ({ name, as: each[index] ?? 'quotes' })) }));
}

const forms = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(TOLD_FORMS)) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(UNTOLD_FORMS)) },
);

/** Names near to those of the base profile, cut in two, and put together again. */
export const lists: fc.Arbitrary<List> = fc
  .tuple(namesFor('agent'), namesFor('agent'), fc.nat(6), fc.boolean())
  .chain(([names, others, at, joins]) => {
    const [left, right] = [names.slice(0, at), names.slice(at)];
    const parts = fc.tuple(wrapped(left), wrapped(right)).map((of): List => ({ form: 'concat', of }));
    return joins ? parts : fc.tuple(leaf(names), leaf(others)).chain(([a, b]) => nested(a, b));
  });

function wrapped(names: readonly string[]): fc.Arbitrary<List> {
  return fc.tuple(leaf(names), leaf(['users', 'webphone:use'])).chain(([list, other]) => nested(list, other));
}

/** The list in up to three forms, one around the other. */
function nested(list: List, other: List): fc.Arbitrary<List> {
  return fc
    .array(fc.tuple(forms, fc.boolean()), { maxLength: 3 })
    .map((all) =>
      all.reduce<List>((inner, [form, first]) => ({ form, of: first ? [inner, other] : [other, inner] }), list),
    );
}
