import { blocks, isObject, type Json, type JsonObject, type JsonPath, parseLocatedJson } from '../../files';
import { type Problem, publicText, type Text } from '../../model';
import { placeOnly } from './from-expression';
import { type Properties, propertiesInValue } from './from-text';
import { TRUNK_SETTINGS, type TrunkSettings } from './settings';

/** Where settings stand in a document. */
interface Entry {
  readonly address: string;
  readonly values: Json | undefined;
  readonly unknown?: Json | undefined;
  readonly sensitive?: Json | undefined;
  readonly path: JsonPath;
}

/** Reads the settings of trunks in what Terraform prints or keeps: a plan, or a state in any of its forms. */
export function trunksInPrinted(text: string, file: Text): readonly TrunkSettings[] | Problem {
  const parsed = parseLocatedJson(text, file);
  if ('message' in parsed) return parsed;
  const document = isObject(parsed.value) ? parsed.value : {};
  return entriesIn(document).map(({ address, path, ...entry }) => {
    const at = placeOnly(parsed.locate(path));
    return { address: publicText(address), at, ...readValues(entry, at) };
  });
}

function readValues(
  { values, unknown, sensitive }: Pick<Entry, 'values' | 'unknown' | 'sensitive'>,
  at: TrunkSettings['at'],
): Properties {
  if (isMarked(sensitive)) return { properties: [], unseen: publicText('its properties are sensitive') };
  if (isMarked(unknown)) return { properties: [], unseen: publicText('its properties are not known before the apply') };
  return propertiesInValue(isObject(values) ? values.properties : undefined, at);
}

function isMarked(mark: Json | undefined): boolean {
  return mark === true || (isObject(mark) && mark.properties !== undefined && mark.properties !== false);
}

function entriesIn(document: JsonObject): readonly Entry[] {
  if (Array.isArray(document.resource_changes))
    return indexed(document.resource_changes, ['resource_changes']).flatMap(change);
  if (isObject(document.planned_values))
    return inModule(document.planned_values.root_module, ['planned_values', 'root_module']);
  if (isObject(document.values)) return inModule(document.values.root_module, ['values', 'root_module']);
  if (Array.isArray(document.modules)) return indexed(document.modules, ['modules']).flatMap(inModule3);
  return indexed(document.resources, ['resources']).flatMap(inResource4);
}

/** One that is deleted has no values to come. */
function change([entry, path]: Indexed): readonly Entry[] {
  const { after, after_unknown: unknown, after_sensitive: sensitive } = isObject(entry.change) ? entry.change : {};
  if (!isSettings(entry) || !isObject(after)) return [];
  const to = [...path, 'change', 'after', 'properties'];
  return [{ address: String(entry.address), values: after, unknown, sensitive, path: to }];
}

function inModule(module: Json | undefined, path: JsonPath): readonly Entry[] {
  if (!isObject(module)) return [];
  const own = indexed(module.resources, [...path, 'resources']).flatMap(([resource, at]): Entry[] =>
    isSettings(resource)
      ? [
          {
            address: String(resource.address),
            values: resource.values,
            sensitive: resource.sensitive_values,
            path: [...at, 'values', 'properties'],
          },
        ]
      : [],
  );
  const children = indexed(module.child_modules, [...path, 'child_modules']);
  return [...own, ...children.flatMap(([child, at]) => inModule(child, at))];
}

/** A resource of a state file of version 4. */
function inResource4([resource, path]: Indexed): readonly Entry[] {
  if (!isSettings(resource)) return [];
  const module = typeof resource.module === 'string' && resource.module !== '' ? `${resource.module}.` : '';
  return indexed(resource.instances, [...path, 'instances']).map(([instance, at]) => {
    const key = instance.index_key;
    const suffix = typeof key === 'string' || typeof key === 'number' ? `[${JSON.stringify(key)}]` : '';
    const name = isObject(instance.attributes) ? 'attributes' : 'attributes_flat';
    return {
      address: `${module}${TRUNK_SETTINGS}.${String(resource.name)}${suffix}`,
      values: instance[name],
      sensitive: /"properties"/.test(JSON.stringify(instance.sensitive_attributes ?? null)),
      path: [...at, name, 'properties'],
    };
  });
}

/** A module of a state file of version 3, which the provider's own export may leave behind. */
function inModule3([module, path]: Indexed): readonly Entry[] {
  const resources = isObject(module.resources) ? module.resources : {};
  return Object.entries(resources).flatMap(([key, resource]) => {
    const primary = isObject(resource) && isObject(resource.primary) ? resource.primary : undefined;
    if (!key.startsWith(`${TRUNK_SETTINGS}.`) || primary === undefined) return [];
    const to = [...path, 'resources', key, 'primary', 'attributes', 'properties'];
    return [{ address: key, values: primary.attributes, path: to }];
  });
}

function isSettings({ type, mode }: JsonObject): boolean {
  return type === TRUNK_SETTINGS && mode !== 'data';
}

type Indexed = readonly [JsonObject, JsonPath];

function indexed(list: Json | undefined, path: JsonPath): readonly Indexed[] {
  if (!Array.isArray(list)) return isObject(list) ? blocks(list).map((each) => [each, path] as const) : [];
  return (list as readonly Json[]).flatMap((each, index) =>
    isObject(each) ? [[each, [...path, index]] as const] : [],
  );
}
