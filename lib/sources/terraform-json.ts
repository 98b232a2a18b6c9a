import { blocks, type Json, type JsonObject, type JsonPath } from '../files';
import {
  ATTRIBUTE_ENTRIES,
  ATTRIBUTES,
  type Attributes,
  DECLARATIONS_VARIABLE,
  known,
  type Location,
  OAUTH_CLIENT_TYPE,
  type OAuthClientRecord,
  publicText,
  type Reading,
  type ScopeList,
  type SourceInfo,
  type Text,
  unknown,
  type Value,
  type WrittenCredential,
} from '../model';
import { credentialArguments, PROVIDER } from './credentials';
import { declaredTwice, joinDeclarations, orphansOf, type ReadDeclarations, readDeclarations } from './declarations';
import { isTemplate, readTemplate, references } from './expression';

/** One document in Terraform's JSON syntax: a synthesized stack, or a `.tf.json` file of a folder. */
export interface TerraformDocument {
  readonly value: Json;
  /** @default - places are not known: the document was never a file */
  readonly locate?: (path: JsonPath) => Location;
  readonly file: Text;
  /** True for `override.tf.json` and `*_override.tf.json`: Terraform lays these over the others. */
  readonly overrides?: boolean;
}

/** Where a client was made, by configuration address; from `genesys-scopes.map.json`. */
export type Positions = ReadonlyMap<string, Location>;

/**
 * Reads the clients of one module: all the documents of its folder together. `declared` is what is said of them; the documents
 * say it unless somebody knows it first-hand.
 */
export function readTerraformJson(
  documents: readonly TerraformDocument[],
  source: Pick<SourceInfo, 'label' | 'path'>,
  positions: Positions = new Map(),
  declared: ReadDeclarations = declarationsOf(documents),
): Reading {
  const bodies = overlay(documents.flatMap(resourceBodies));
  const callsModules = documents.some(({ value }) => blocks(value).some((top) => blocks(top.module).length > 0));
  const clients = bodies.map((body) => readClient(body, declared, positions));
  return {
    source: { ...source, kind: 'terraform-json', ...(callsModules && { gap: 'modules' as const }) },
    clients,
    orphans: orphansOf(declared, clients),
    credentials: documents.flatMap(writtenCredentials),
    ...(declared.bypassed !== undefined && { bypassed: declared.bypassed }),
    problems: declared.problems,
  };
}

/** The body of one resource block, with where it stands. */
interface Body {
  readonly name: string;
  readonly value: JsonObject;
  readonly document: TerraformDocument;
  readonly path: JsonPath;
}

function resourceBodies(document: TerraformDocument): Body[] {
  return blocks(document.value)
    .flatMap((top) => blocks(top.resource))
    .flatMap((resource) => blocks(resource[OAUTH_CLIENT_TYPE]))
    .flatMap((clients) => Object.entries(clients))
    .filter(([name]) => name !== '//')
    .flatMap(([name, value]) =>
      blocksOrEmpty(value).map((body) => ({
        name,
        value: body,
        document,
        path: ['resource', OAUTH_CLIENT_TYPE, name],
      })),
    );
}

/** A block that is there although it has no body. */
function blocksOrEmpty(value: Json): readonly JsonObject[] {
  const found = blocks(value);
  return found.length > 0 ? found : [{}];
}

/** Lays the bodies of override files over those of the same name, as Terraform does. */
function overlay(bodies: readonly Body[]): Body[] {
  const overrides = bodies.filter((body) => body.document.overrides);
  const base = bodies.filter((body) => !body.document.overrides);
  const orphans = overrides.filter((override) => !base.some((body) => body.name === override.name));
  return [
    ...base.map((body) => {
      const over = overrides.filter((override) => override.name === body.name).map((override) => override.value);
      return { ...body, value: over.reduce(overlayBody, body.value) };
    }),
    ...orphans,
  ];
}

/** An attribute replaces the one below it; of `lifecycle` each argument does. */
function overlayBody(below: JsonObject, over: JsonObject): JsonObject {
  if (over.lifecycle === undefined) return { ...below, ...over };
  const lifecycle = Object.fromEntries(
    [...blocks(below.lifecycle), ...blocks(over.lifecycle)].flatMap((block) => Object.entries(block)),
  );
  return { ...below, ...over, lifecycle };
}

function readClient(body: Body, declared: ReadDeclarations, positions: Positions): OAuthClientRecord {
  const address = publicText(`${OAUTH_CLIENT_TYPE}.${body.name}`);
  const declaration = declared.clients.get(address);
  const at = positions.get(address) ?? body.document.locate?.([...body.path, ATTRIBUTES.scopes.terraform]);
  const client: { -readonly [K in keyof OAuthClientRecord]: OAuthClientRecord[K] } = {
    address,
    instance: address,
    attributes: readAttributes(body.value),
    ignoresScopes: ignoresScopes(body.value),
  };
  if (declaration !== undefined) client.declared = declaration;
  if (at !== undefined) client.at = at;
  return client;
}

function readAttributes(body: JsonObject): Attributes {
  const attributes: Record<string, unknown> = {};
  for (const [name, { terraform, kind }] of ATTRIBUTE_ENTRIES) {
    attributes[name] = kind === 'blocks' ? countBlocks(body, terraform) : READERS[kind](body[terraform]);
  }
  return attributes as Attributes;
}

const READERS = { string: readString, number: readNumber, bool: readBool, strings: readList };

/** A value whose type Terraform would convert or refuse: what comes of it is not for us to guess. */
const UNEXPECTED = unknown([publicText('a value of an unexpected type')]);

const ABSENT = known(null);
const NO_ELEMENTS: ScopeList = { items: [], rest: [] };

function readString(value: Json | undefined): Value<string | null> {
  if (value === undefined || value === null) return ABSENT;
  if (typeof value === 'string') return readTemplate(value);
  return typeof value === 'object' ? UNEXPECTED : known(String(value));
}

function readNumber(value: Json | undefined): Value<number | null> {
  if (value === undefined || value === null) return ABSENT;
  if (typeof value === 'number') return known(value);
  if (typeof value !== 'string') return UNEXPECTED;
  if (isTemplate(value)) return unknown(references(value));
  return value.trim() !== '' && Number.isFinite(Number(value)) ? known(Number(value)) : UNEXPECTED;
}

function readBool(value: Json | undefined): Value<boolean | null> {
  if (value === undefined || value === null) return ABSENT;
  if (typeof value === 'boolean') return known(value);
  if (value === 'true' || value === 'false') return known(value === 'true');
  return typeof value === 'string' && isTemplate(value) ? unknown(references(value)) : UNEXPECTED;
}

function readList(value: Json | undefined): ScopeList {
  if (value === undefined || value === null) return NO_ELEMENTS;
  if (typeof value === 'string' && isTemplate(value)) return { items: [], rest: references(value) };
  if (!Array.isArray(value)) return { items: [], rest: UNEXPECTED.waitsFor };
  const elements: readonly Json[] = value;
  return { items: elements.filter((element) => element !== null).map(readElement), rest: [] };
}

function readElement(element: Json): Value<string> {
  if (typeof element === 'string') return readTemplate(element);
  return typeof element === 'number' || typeof element === 'boolean' ? known(String(element)) : UNEXPECTED;
}

const NO_BLOCKS = known(0);

function countBlocks(body: JsonObject, name: string): Value<number> {
  const isDynamic = body.dynamic !== undefined && blocks(body.dynamic).some((each) => each[name] !== undefined);
  if (isDynamic) return unknown([publicText('a dynamic block')]);
  return body[name] === undefined ? NO_BLOCKS : known(blocks(body[name]).length);
}

function ignoresScopes(body: JsonObject): boolean {
  if (body.lifecycle === undefined) return false;
  const ignored = blocks(body.lifecycle).flatMap(({ ignore_changes: names }) =>
    Array.isArray(names) ? names : [names],
  );
  return ignored.some((name) => typeof name === 'string' && /^(\$\{)?\s*(all|scopes)\b/.test(name));
}

function declarationsOf(documents: readonly TerraformDocument[]): ReadDeclarations {
  const variables = documents.flatMap((document) =>
    blocks(document.value)
      .flatMap((top) => blocks(top.variable))
      .flatMap((each) => (each[DECLARATIONS_VARIABLE] === undefined ? [] : blocksOrEmpty(each[DECLARATIONS_VARIABLE])))
      .map((variable) => ({
        variable,
        at: document.locate?.(['variable', DECLARATIONS_VARIABLE, 'default']) ?? { file: document.file },
      })),
  );
  const read = variables.map(({ variable, at }) => readDeclarations(variable, at));
  return joinDeclarations(variables.length > 1 && variables[1] ? [...read, declaredTwice(variables[1].at)] : read);
}

function writtenCredentials(document: TerraformDocument): WrittenCredential[] {
  const at = document.locate?.(['provider', PROVIDER]);
  const isLiteral = (value: Json | undefined) => typeof value === 'string' && value !== '' && !isTemplate(value);
  return blocks(document.value)
    .flatMap((top) => blocks(top.provider))
    .flatMap((providers) => blocks(providers[PROVIDER]))
    .flatMap((provider) => credentialArguments(provider, isLiteral))
    .map((argument) => ({ provider: publicText(PROVIDER), argument, ...(at && { at }) }));
}
