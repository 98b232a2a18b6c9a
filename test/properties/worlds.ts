import { TYPE } from '../sources/inputs';
import { addressOf, type Step } from '../sources/states';
import { judge, type OracleClient, type OracleVerdict, type OracleVocabulary } from './oracle';

export type Kind = 'known' | 'unknown' | 'sensitive';

export interface WorldElement {
  readonly name: string;
  readonly kind: Kind;
}

/** One client, before it is written in one form or another. */
export interface WorldClient {
  /** The modules that it is in, from the root. */
  readonly path: readonly Step[];
  readonly name: string;
  readonly key?: string | number;
  /** As admins see it. */
  readonly title: string;
  readonly profile?: OracleClient['profile'];
  readonly vocabulary?: OracleVocabulary;
  readonly additional: readonly string[];
  readonly acknowledged: readonly string[];
  /** Null where it is not known. */
  readonly grant: string | null;
  /** `unknown` and `sensitive`: the list as a whole. */
  readonly list: 'elements' | 'absent' | 'unknown' | 'sensitive';
  readonly elements: readonly WorldElement[];
}

/** The clients of one configuration, each a resource of its own. */
export type World = readonly WorldClient[];

/** The address of its block in the configuration. */
export function blockAddress({ path, name }: WorldClient): string {
  return [...path.map((each) => `module.${each.name}`), `${TYPE}.${name}`].join('.');
}

/** The world as if nothing in it were sensitive. */
export function inClear(world: World): World {
  return world.map((client) => ({
    ...client,
    list: client.list === 'sensitive' ? 'elements' : client.list,
    elements: client.elements.map((element) =>
      element.kind === 'sensitive' ? { ...element, kind: 'known' } : element,
    ),
  }));
}

/** The world without what is not known, and without what a state does not keep. */
export function asApplied(world: World): World {
  return world.map(({ profile: _, vocabulary: __, ...client }) => ({
    ...client,
    grant: client.grant ?? 'CODE',
    list: client.list === 'unknown' ? 'absent' : client.list,
    elements: client.elements.filter(({ kind }) => kind !== 'unknown'),
    additional: [],
    acknowledged: [],
  }));
}

/** The elements that the list has, if it is one. */
export function listed({ list, elements }: WorldClient): readonly WorldElement[] {
  return list === 'elements' || list === 'sensitive' ? elements : [];
}

export function verdictOn(client: WorldClient): OracleVerdict {
  const { profile, vocabulary, grant, list } = client;
  const elements = listed(client);
  return judge({
    ...(profile !== undefined && { profile }),
    ...(vocabulary !== undefined && { vocabulary }),
    grant,
    held: elements.filter(({ kind }) => kind !== 'unknown').map(({ name }) => name),
    waits: list === 'unknown' || elements.some(({ kind }) => kind === 'unknown'),
  });
}

/** The address of the instance, as Terraform prints it. */
export function instanceAddress({ path, name, key }: WorldClient): string {
  return addressOf({ path, name, ...(key !== undefined && { key }), values: {} });
}
