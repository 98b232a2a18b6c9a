import { blocks, isObject, type Json, type JsonObject } from '../files';
import { type Attributes, OAUTH_CLIENT_TYPE, type OAuthClientRecord, publicText } from '../model';
import { configurationAddress, indexKey } from './address';
import { type Mark, NOTHING_KNOWN, readAttributes } from './attributes';
import { isClientEntry, isDeposed, isListOfObjects, mentionsClientBeside } from './entries';
import { unflatten } from './flat-attributes';

/** The clients of a state, and whether everything stands where Terraform writes it. */
export interface StateContent {
  readonly clients: readonly OAuthClientRecord[];
  readonly isWhole: boolean;
}

/** Reads a state file of version 4. */
export function readVersion4(state: JsonObject): StateContent {
  return {
    clients: blocks(state.resources).filter(isClientEntry).flatMap(readInstances),
    isWhole:
      isListOfObjects(state.resources) &&
      state.resources.every(isWholeResource) &&
      !mentionsClientBeside(state, ['resources', 'outputs']),
  };
}

/** Reads a state file of version 3, which the provider's export leaves behind where it finds no Terraform to upgrade it. */
export function readVersion3(state: JsonObject): StateContent {
  const { modules, ...rest } = state;
  return readVersion4({ ...rest, resources: isListOfObjects(modules) ? modules.flatMap(resourcesOfModule) : null });
}

function isWholeResource(resource: JsonObject): boolean {
  if (!isClientEntry(resource)) return typeof resource.type === 'string';
  const { name, module = '', instances } = resource;
  return (
    typeof name === 'string' &&
    typeof module === 'string' &&
    isListOfObjects(instances) &&
    instances.every(({ index_key: key = null }) => key === null || typeof key === 'string' || Number.isInteger(key))
  );
}

function readInstances(resource: JsonObject): OAuthClientRecord[] {
  const path = typeof resource.module === 'string' && resource.module !== '' ? `${resource.module}.` : '';
  return blocks(resource.instances)
    .filter((instance) => !isDeposed(instance.deposed))
    .map((instance) => {
      const key = instance.index_key;
      const suffix = typeof key === 'string' || typeof key === 'number' ? indexKey(key) : '';
      const address = `${path}${OAUTH_CLIENT_TYPE}.${String(resource.name)}`;
      return {
        address: publicText(configurationAddress(address)),
        instance: publicText(address + suffix),
        attributes: attributesOf(instance),
        ignoresScopes: false,
      };
    });
}

function attributesOf(instance: JsonObject): Attributes {
  const marks = { sensitive: sensitiveMarks(instance.sensitive_attributes) };
  if (isObject(instance.attributes)) return readAttributes(instance.attributes, marks);
  return isObject(instance.attributes_flat)
    ? readAttributes(unflatten(instance.attributes_flat), marks)
    : NOTHING_KNOWN;
}

/** Marks the attributes in which a sensitive path begins; all of them where a path cannot be understood. */
function sensitiveMarks(paths: Json | undefined): Mark {
  if (paths === undefined || paths === null) return undefined;
  if (!Array.isArray(paths)) return true;
  const names = (paths as readonly Json[]).map((path) => {
    const step = Array.isArray(path) ? (path as readonly Json[])[0] : undefined;
    return isObject(step) && step.type === 'get_attr' && typeof step.value === 'string' ? step.value : undefined;
  });
  return names.includes(undefined) || Object.fromEntries(names.map((name) => [name, true]));
}

/** The resources of a module of version 3, as version 4 lists them. What cannot be placed comes out as no resource. */
function resourcesOfModule({ path, resources }: JsonObject): JsonObject[] {
  if (!Array.isArray(path) || path[0] !== 'root' || !isObject(resources)) return [{}];
  const module = path.slice(1).map((name) => `module.${name}`);
  return Object.entries(resources).map(([key, resource]) => {
    const isData = key.startsWith('data.');
    const [type = '', name = '', index] = key.split('.').slice(isData ? 1 : 0);
    return {
      type,
      name,
      mode: isData ? 'data' : 'managed',
      module: module.join('.'),
      instances: isObject(resource) ? instancesOf(resource.primary, index) : null,
    };
  });
}

/** A resource without a primary instance has only deposed ones. */
function instancesOf(primary: Json | undefined, index: string | undefined): Json {
  if (!isObject(primary)) return primary === null ? [] : null;
  return [{ attributes_flat: primary.attributes ?? null, ...(index !== undefined && { index_key: Number(index) }) }];
}
