import { quotedHcl } from './as-hcl';
import type { Writer } from './list-writer';

/** An expression, and the names in it as Terraform has them. */
export interface ListValue {
  readonly hcl: string;
  readonly names: readonly string[];
  readonly isSet?: true;
}

type Form = (parts: readonly [ListValue, ListValue], writer: Writer) => ListValue;

/** Functions of lists do not take sets. */
function asList({ hcl, isSet }: ListValue): string {
  return isSet ? `tolist(${hcl})` : hcl;
}

function set(hcl: string, names: readonly string[]): ListValue {
  return { hcl, names: sorted(new Set(names)), isSet: true };
}

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}

/** A list under a name, with the same elements. */
function same(list: ListValue, hcl: string): ListValue {
  return { ...list, hcl };
}

/** Forms that are evaluated without Terraform. */
export const TOLD_FORMS: Readonly<Record<string, Form>> = {
  parentheses: ([a]) => same(a, `(${a.hcl})`),
  concat: ([a, b]) => ({ hcl: `concat(${asList(a)}, ${asList(b)})`, names: [...a.names, ...b.names] }),
  spread: ([a, b]) => ({ hcl: `concat([${asList(a)}, ${asList(b)}]...)`, names: [...a.names, ...b.names] }),
  flatten: ([a, b]) => ({ hcl: `flatten([${a.hcl}, [[${b.hcl}]]])`, names: [...a.names, ...b.names] }),
  setunion: ([a, b]) => set(`setunion(${a.hcl}, ${b.hcl})`, [...a.names, ...b.names]),
  toset: ([a]) => set(`toset(${a.hcl})`, a.names),
  tolist: ([a]) => ({ hcl: `tolist(${a.hcl})`, names: a.names }),
  distinct: ([a]) => ({ hcl: `distinct(${asList(a)})`, names: [...new Set(a.names)] }),
  sort: ([a]) => ({ hcl: `sort(${asList(a)})`, names: sorted(a.names) }),
  reverse: ([a]) => ({ hcl: `reverse(${asList(a)})`, names: [...a.names].reverse() }),
  compact: ([a]) => ({ hcl: `compact(${asList(a)})`, names: a.names.filter((name) => name !== '') }),
  template: ([a]) => same(a, `"\${${a.hcl}}"`),
  sensitive: ([a]) => same(a, `sensitive(${a.hcl})`),
  local: ([a], writer) => same(a, writer.local(a.hcl)),
  'local with a member': ([a], writer) => same(a, `${writer.local(`{ other = [], scopes = ${a.hcl} }`)}.scopes`),
  'local with a member in brackets': ([a], writer) =>
    same(a, `${writer.local(`{ "a.b" = { scopes = ${a.hcl} } }`)}["a.b"]["scopes"]`),
  'local that is overridden': ([a, b], writer) => same(a, writer.local(a.hcl, b.hcl)),
  'default of a variable': ([a], writer) => ({ names: a.names, hcl: writer.variable({ default: a.names }) }),
  'default of a set': ([a], writer) => set(writer.variable({ type: 'set(string)', default: a.names }), a.names),
  'sensitive variable': ([a], writer) => ({
    names: a.names,
    hcl: writer.variable({ type: 'list(string)', default: a.names, sensitive: true }),
  }),
  'member of a variable': ([a], writer) => ({
    names: a.names,
    hcl: `${writer.variable({ default: { scopes: a.names, other: ['x'] } })}.scopes`,
  }),
  'value of a variable': ([a, b], writer) => given(a, b, 'terraform.tfvars', writer),
  'value in JSON': ([a, b], writer) => given(a, b, 'a.auto.tfvars.json', writer),
  'default that is overridden': ([a, b], writer) => given(a, b, 'override', writer),
  'variable that is never null': ([a], writer) => ({
    names: a.names,
    hcl: writer.variable({
      type: 'list(string)',
      default: a.names,
      nullable: false,
      given: { in: 'terraform.tfvars', value: null },
    }),
  }),
};

function given(
  { names }: ListValue,
  below: ListValue,
  file: 'terraform.tfvars' | 'a.auto.tfvars.json' | 'override',
  writer: Writer,
): ListValue {
  const hcl = writer.variable({ type: 'list(string)', default: below.names, given: { in: file, value: names } });
  return { names, hcl };
}

/** Forms that only Terraform evaluates: what is in them is not known before. */
export const UNTOLD_FORMS: Readonly<Record<string, Form>> = {
  'condition that holds': ([a, b], writer) =>
    same(plainList(a), `(${writer.variable({ default: true })} ? ${stringList(a)} : ${stringList(b)})`),
  'condition that does not hold': ([a, b]) => same(plainList(b), `(1 == 2 ? ${stringList(a)} : ${stringList(b)})`),
  'for expression': ([a]) => same(plainList(a), `[for each in ${a.hcl} : each]`),
  'for expression with a condition': ([a]) => ({
    hcl: `[for each in ${a.hcl} : each if !contains(["users", "webphone:use"], each)]`,
    names: a.names.filter((name) => name !== 'users' && name !== 'webphone:use'),
  }),
  'for expression that hides a local': ([a, b], writer) =>
    same(plainList(a), `[for local in [{ l0 = ${writer.local(b.hcl)}, l = ${a.hcl} }] : local.l][0]`),
  'for expression that changes names': ([a]) => ({
    hcl: `[for each in ${a.hcl} : lower(each)]`,
    names: a.names.map((name) => name.toLowerCase()),
  }),
  setsubtract: ([a, b]) =>
    set(
      `setsubtract(${stringList(a)}, ${stringList(b)})`,
      a.names.filter((name) => !b.names.includes(name)),
    ),
  setintersection: ([a, b]) =>
    set(
      `setintersection(${stringList(a)}, ${stringList(b)})`,
      a.names.filter((name) => b.names.includes(name)),
    ),
  slice: ([a]) => {
    const end = Math.ceil(a.names.length / 2);
    return { hcl: `slice(${asList(a)}, 0, ${end})`, names: a.names.slice(0, end) };
  },
  coalescelist: ([a]) => ({
    hcl: `coalescelist(${asList(a)}, ["x"])`,
    names: a.names.length > 0 ? a.names : ['x'],
  }),
  try: ([a, b]) => same(plainList(a), `try(${stringList(a)}, ${stringList(b)})`),
  'merge of objects': ([a, b]) => same(plainList(b), `merge({ s = ${asList(a)} }, { s = ${asList(b)} }).s`),
  lookup: ([a, b]) => same(plainList(a), `lookup({ s = ${stringList(a)} }, "s", ${stringList(b)})`),
  'element by its number': ([a, b]) => same(plainList(b), `[${asList(a)}, ${asList(b)}][1]`),
  'element of a local': ([a, b], writer) => same(plainList(a), `${writer.local(`[${asList(a)}, ${asList(b)}]`)}[0]`),
  splat: ([a]) => same(plainList(a), `(${asList(a)})[*]`),
  JSON: ([a]) => same(plainList(a), `jsondecode(jsonencode(${a.hcl}))`),
  'split of a join': ([a]) => ({ hcl: `split(",", join(",", ${asList(a)}))`, names: a.names.join(',').split(',') }),
  formatlist: ([a]) => same(plainList(a), `formatlist("%s", ${stringList(a)})`),
  keys: ([a]) => ({ hcl: `keys({ for each in ${a.hcl} : each => 1... })`, names: sorted(new Set(a.names)) }),
  chunks: ([a]) => same(plainList(a), `flatten(chunklist(${asList(a)}, 2))`),
  'output of a module': ([a], writer) => same(a, writer.echo(a.hcl)),
  'default of an optional member': ([{ names }], writer) => {
    const type = `object({ scopes = optional(list(string), [${names.map(quotedHcl).join(', ')}]) })`;
    return { names, hcl: `${writer.variable({ type, default: {} })}.scopes` };
  },
};

/** A list and no tuple: both branches of a condition have one type. */
function stringList({ hcl }: ListValue): string {
  return `tolist(${hcl})`;
}

function plainList({ hcl, names }: ListValue): ListValue {
  return { hcl, names };
}
