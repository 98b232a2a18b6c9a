import { isObject, type Json, type JsonObject, type JsonPath } from '../../files';
import type { Attribute, Block, Body, HclParser } from '../../hcl';
import { ATTRIBUTE_ENTRIES, type Location, type Text } from '../../model';
import { asItStands, jsonExpression, type ReadString, templates } from './json-expression';
import { IGNORED } from './module-attributes';
import { isRead, type ModuleFile } from './module-file';

/** One document in Terraform's JSON syntax: a synthesized stack, or a `.tf.json` file of a folder. */
export interface TerraformDocument {
  readonly value: Json;
  /** @default - places are not known: the document was never a file */
  readonly locate?: (path: JsonPath) => Location;
  readonly file: Text;
  /** True for `override.tf.json` and `*_override.tf.json`: Terraform lays these over the others. */
  readonly overrides?: boolean;
}

/** A value of a document, with the part that it is in. */
interface Part<T extends Json = Json> {
  readonly value: T;
  readonly parent?: Part | undefined;
  readonly step: string | number;
}

/** What has to be known of a document to read a part of it. */
interface Reader {
  readonly locate: TerraformDocument['locate'];
  readonly readString: ReadString;
}

/** The name of a comment in Terraform's JSON syntax. */
export const NOTE = '//';

/** How many labels the blocks of a type have. */
export const LABELS = { resource: 2, provider: 1, variable: 1, module: 1, locals: 0, terraform: 0 } as const;

/**
 * A document as if it had been written in HCL.
 *
 * @param parser reads the expressions in strings; without it they are not told
 */
export function toModuleFile(document: TerraformDocument, parser?: HclParser): ModuleFile {
  const { value, locate, file, overrides = false } = document;
  const reader = { locate, readString: templates(parser) };
  const blocks = objects({ value, step: '' }).flatMap((top) =>
    Object.entries(LABELS).flatMap(([type, labels]) => {
      const part = member(top, type);
      return part === undefined ? [] : blocksOf(reader, type, [], part, labels);
    }),
  );
  return { file, body: { attributes: new Map(), blocks }, overrides };
}

function blocksOf(reader: Reader, type: string, labels: readonly string[], part: Part, missing: number): Block[] {
  const found = objects(part);
  if (missing > 0) {
    return found.flatMap((each) =>
      Object.keys(each.value).flatMap((name) => {
        const all = [...labels, name];
        const inner = name !== NOTE && isRead(type, all) ? member(each, name) : undefined;
        return inner === undefined ? [] : blocksOf(reader, type, all, inner, missing - 1);
      }),
    );
  }
  // A block is there although it has no body.
  const bodies = found.length > 0 ? found : [{ ...part, value: {} }];
  return bodies.map((body) => block(reader, type, labels, body));
}

/** Its body is made when it is read: those of thousands of clients need not be in memory together. */
function block(reader: Reader, type: string, labels: readonly string[], part: Part<JsonObject>): Block {
  const { locate } = reader;
  return {
    type,
    labels,
    get body() {
      if (type === 'resource') return clientBody(reader, part);
      return plainBody(type === 'variable' ? literal(reader) : reader, part);
    },
    at: locate && (() => locate(pathOf(part))),
    path: () => pathOf(part),
  };
}

/** Reads strings as they stand, as Terraform does in defaults. */
function literal({ locate }: Reader): Reader {
  return { locate, readString: asItStands };
}

function plainBody(reader: Reader, part: Part<JsonObject>): Body {
  const attributes = new Map<string, Attribute>();
  for (const name of Object.keys(part.value)) if (name !== NOTE) attributes.set(name, attribute(reader, part, name));
  return { attributes, blocks: [] };
}

/** Of a client only the attributes of the table, and the blocks that say how Terraform treats it. */
function clientBody(reader: Reader, part: Part<JsonObject>): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const [, { terraform: name, kind }] of ATTRIBUTE_ENTRIES) {
    if (!Object.hasOwn(part.value, name)) continue;
    if (kind !== 'blocks') attributes.set(name, attribute(reader, part, name));
    else for (const each of objects(member(part, name))) blocks.push(block(reader, name, [], each));
  }
  for (const each of objects(member(part, 'lifecycle'))) {
    if (!Object.hasOwn(each.value, IGNORED)) continue;
    // Its names are references, although they stand in quotes.
    const ignored = new Map([[IGNORED, attribute(literal(reader), each, IGNORED)]]);
    blocks.push({ type: 'lifecycle', labels: [], body: { attributes: ignored, blocks: [] } });
  }
  for (const each of objects(member(part, 'dynamic'))) {
    for (const name of Object.keys(each.value)) blocks.push(block(reader, 'dynamic', [name], { ...each, value: {} }));
  }
  // What CDKTF notes of the construct that made it goes with its place.
  if (reader.locate !== undefined && Object.hasOwn(part.value, NOTE))
    attributes.set(NOTE, attribute(literal(reader), part, NOTE));
  return { attributes, blocks };
}

function attribute({ locate, readString }: Reader, part: Part<JsonObject>, name: string): Attribute {
  return {
    name,
    value: jsonExpression(part.value[name] ?? null, readString),
    at: locate && (() => locate([...pathOf(part), name])),
    path: () => [...pathOf(part), name],
  };
}

/** The way to a part from the top of its document. */
function pathOf({ parent, step }: Part): JsonPath {
  return parent === undefined ? [] : [...pathOf(parent), step];
}

function member(parent: Part<JsonObject>, name: string): Part | undefined {
  // Names may be those of members that every object has.
  return Object.hasOwn(parent.value, name) ? { value: parent.value[name] ?? null, parent, step: name } : undefined;
}

/** The objects that a value is or holds: Terraform's JSON takes one block or an array of blocks at every level. */
function objects(part: Part | undefined): Part<JsonObject>[] {
  if (part === undefined) return [];
  const { value } = part;
  if (isObject(value)) return [part as Part<JsonObject>];
  if (!Array.isArray(value)) return [];
  const list: readonly Json[] = value;
  return list.flatMap((each, index) => objects({ value: each, parent: part, step: index }));
}
