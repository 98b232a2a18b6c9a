import type { Attribute, Block, Body, Expression } from '../../hcl';
import {
  ATTRIBUTES,
  type ClientPart,
  type Declaration,
  type Location,
  OAUTH_CLIENT_TYPE,
  type OAuthClientRecord,
  type Problem,
  publicText,
  type Reading,
  type ScopeList,
  type SourceInfo,
  type Text,
  type Written,
  type WrittenCredential,
} from '../../model';
import { type Alike, newAlike } from '../alike';
import { writtenCredentials } from '../credentials';
import { declarationsIn, joinDeclarations, orphansOf, type ReadDeclarations } from '../declarations';
import { evaluate, type Resolve } from './evaluate';
import { NOTE } from './json-module';
import { IGNORED, ignoresScopes, readBlockAttributes } from './module-attributes';
import type { ModuleFile } from './module-file';
import { overlaid } from './module-overrides';
import { type Given, scopeOf } from './module-scope';
import { type Trail, writtenScopes } from './module-trail';

/** Where a client was made, by configuration address; from `genesys-scopes.map.json`. */
export type Positions = ReadonlyMap<string, Location>;

/** A Terraform module: the files of one folder, together. */
export interface Module {
  readonly files: readonly ModuleFile[];
  /** True when one of its files is in HCL, broken ones included. */
  readonly hasHcl: boolean;
  /** What of it cannot be read. */
  readonly problems: readonly Problem[];
  /** The modules that it calls, or why they cannot be read, by the `source` of the call. Others are not followed. */
  readonly called: ReadonlyMap<string, Module | Problem>;
}

/** What is known of a module beside its files. */
export interface Surroundings {
  /** @default - nothing is given to its variables */
  readonly given?: Given;
  /** Where what is given is written. @default - nowhere */
  readonly values?: ReadonlyMap<string, Attribute>;
  /** @default - its locals and variables are looked up */
  readonly resolve?: Resolve;
  /** @default - what the variables of the modules say */
  readonly declared?: ReadDeclarations;
  readonly positions?: Positions | undefined;
}

/** What is collected of a module and of those that it calls. */
interface Collected {
  readonly clients: (OAuthClientRecord & { declared?: Declaration })[];
  readonly written: Map<Text, () => Written>;
  readonly declared: ReadDeclarations[];
  readonly credentials: WrittenCredential[];
  readonly problems: Set<Problem>;
  hasHcl: boolean;
  hasGap: boolean;
  calls: number;
  readonly alike: Alike;
}

/** Reads the clients of a module, and of the modules that it calls. */
export function readModules(
  root: Module,
  source: Pick<SourceInfo, 'label' | 'path'>,
  surroundings: Surroundings = {},
): Reading {
  const found: Collected = {
    clients: [],
    written: new Map(),
    declared: [],
    credentials: [],
    problems: new Set(),
    hasHcl: false,
    hasGap: false,
    calls: 0,
    alike: newAlike(),
  };
  const { given = NOTHING, values } = surroundings;
  const standing = (variable: string) => {
    const attribute = values?.get(variable);
    return attribute && { attribute, trail: NO_TRAIL };
  };
  collect({ module: root, prefix: '', given, standing, path: [] }, surroundings, found);
  const declared = surroundings.declared ?? joinDeclarations(found.declared);
  const { clients } = found;
  for (const client of clients) {
    const declaration = declared.clients.get(client.address);
    if (declaration !== undefined) client.declared = declaration;
  }
  return {
    source: {
      ...source,
      kind: found.hasHcl ? 'hcl' : 'terraform-json',
      ...(found.hasGap && { gap: 'modules' as const }),
    },
    clients,
    orphans: orphansOf(declared, clients),
    credentials: found.credentials,
    ...(declared.bypassed !== undefined && { bypassed: declared.bypassed }),
    problems: [...found.problems, ...declared.problems],
    written: found.written,
  };
}

const NOTHING: Given = () => undefined;

/** In a file of values no name is looked up. */
const NO_TRAIL: Trail = { blocks: [], given: () => undefined };

/** A module as it is called. */
interface Called {
  readonly module: Module;
  /** Of the addresses of its clients. */
  readonly prefix: string;
  readonly given: Given;
  /** Where what is given is written. */
  readonly standing: Trail['given'];
  /** The modules through which it is called. */
  readonly path: readonly Module[];
}

/** Calls beyond this are no configuration that anybody wrote: modules that call each other twice grow like that. */
const MOST_CALLS = 2_000;

function collect(called: Called, surroundings: Surroundings, found: Collected): void {
  const { module, prefix, given } = called;
  const blocks = overlaid(module.files);
  const resolve = surroundings.resolve ?? scopeOf(blocks, given);
  for (const problem of module.problems) found.problems.add(problem);
  found.hasHcl ||= module.hasHcl;
  if (surroundings.declared === undefined) found.declared.push(declarationsIn(module.files, prefix));
  found.credentials.push(...module.files.flatMap(writtenCredentials));
  const trail: Trail = { blocks, given: called.standing };
  for (const block of blocks) {
    if (block.type === 'resource') {
      const client = readClient(block, prefix, resolve, found.alike, surroundings.positions);
      found.clients.push(client);
      found.written.set(client.address, () => writtenScopes(block, trail));
    } else if (block.type === 'module') collectCall(block, called, resolve, trail, surroundings, found);
  }
}

function collectCall(
  call: Block,
  from: Called,
  resolve: Resolve,
  trail: Trail,
  surroundings: Surroundings,
  found: Collected,
): void {
  const module = from.module.called.get(sourceOf(call) ?? '');
  const path = [...from.path, from.module];
  found.calls += 1;
  if (module === undefined) found.hasGap = true;
  else if ('message' in module) found.problems.add(module);
  else if (path.includes(module) || found.calls > MOST_CALLS) found.problems.add(endless(call, from.module));
  else {
    const given: Given = (variable) => {
      const argument = call.body.attributes.get(variable);
      return argument && evaluate(argument.value, resolve);
    };
    const standing = (variable: string) => {
      const attribute = call.body.attributes.get(variable);
      return attribute && { attribute, trail };
    };
    collect({ module, prefix: `${from.prefix}module.${call.labels[0]}.`, given, standing, path }, surroundings, found);
  }
}

/** Where a call says that its module is; undefined where an expression makes that. */
export function sourceOf({ body }: Block): string | undefined {
  const source = body.attributes.get('source')?.value;
  return source?.kind === 'literal' && typeof source.value === 'string' ? source.value : undefined;
}

function endless(call: Block, from: Module): Problem {
  return {
    message: publicText(`calls module "${call.labels[0]}", which calls itself or too many others`),
    remedy: publicText('Terraform would not come to an end with it either: take out the call.'),
    at: call.at?.() ?? { file: from.files[0]?.file ?? publicText('') },
  };
}

function readClient(
  block: Block,
  prefix: string,
  resolve: Resolve,
  alike: Alike,
  positions?: Positions,
): OAuthClientRecord {
  const { labels, body, at } = block;
  const address = publicText(`${prefix}${OAUTH_CLIENT_TYPE}.${labels[1]}`);
  const written = positions?.get(address) ?? (body.attributes.get(ATTRIBUTES.scopes.terraform)?.at ?? at)?.();
  const attributes = readBlockAttributes(body, resolve, alike);
  const place = written && withoutSecret(written, attributes.scopes);
  return {
    address,
    instance: address,
    attributes,
    ignoresScopes: ignoresScopes(body),
    ...(place && { at: withConstruct(place, body) }),
    // Where the code made it is one place for all of it. The body is not held until somebody asks.
    ...(at && !positions?.has(address) && { placeOf: (part: ClientPart) => placeIn(block.body, part) }),
  };
}

/** Where a part of a client is written, without what stands there: it may be a secret. */
function placeIn(body: Body, part: ClientPart): Location | undefined {
  const at = writtenPart(body, part)?.at?.();
  if (at === undefined) return undefined;
  const { excerpt: _, ...place } = at;
  return withConstruct(place, body);
}

function writtenPart({ attributes, blocks }: Body, part: ClientPart): Attribute | Block | undefined {
  if (part === 'ignoreChanges') {
    return blocks.find(({ type }) => type === 'lifecycle')?.body.attributes.get(IGNORED);
  }
  const { terraform } = ATTRIBUTES[part];
  return attributes.get(terraform) ?? blocks.find(({ type }) => type === terraform);
}

/** What stands there is not shown where a part of it is sensitive. */
function withoutSecret(at: Location, { items }: ScopeList): Location {
  if (at.excerpt === undefined) return at;
  const { excerpt, ...place } = at;
  return excerpt.includes('sensitive') || items.some(({ kind }) => kind === 'sensitive') ? place : at;
}

/** CDKTF notes in each resource which construct made it. */
function withConstruct(place: Location, { attributes }: Body): Location {
  const metadata = memberOf(attributes.get(NOTE)?.value, 'metadata');
  const path = memberOf(metadata, 'path');
  return path?.kind === 'literal' && typeof path.value === 'string'
    ? { ...place, construct: publicText(path.value) }
    : place;
}

function memberOf(expression: Expression | undefined, name: string): Expression | undefined {
  return expression?.kind === 'object' ? expression.entries.find(({ key }) => key === name)?.value : undefined;
}
