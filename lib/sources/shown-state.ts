import { blocks, isObject, type JsonObject } from '../files';
import { type OAuthClientRecord, publicText } from '../model';
import { configurationAddress } from './address';
import { NOTHING_KNOWN, readAttributes } from './attributes';
import { isClientEntry, isDeposed, isListOfObjects, mentionsClientBeside } from './entries';
import type { StateContent } from './state-file';

/** Reads what `terraform show -json` prints of a state. Without a resource or an output it has no `values`. */
export function readShownState(state: JsonObject): StateContent {
  const { values = { root_module: {} } } = state;
  const rootModule = isObject(values) && isObject(values.root_module) ? values.root_module : undefined;
  const modules = rootModule === undefined ? [] : withChildren(rootModule);
  return {
    clients: modules.flatMap((module) => blocks(module.resources).filter(isClientEntry).flatMap(readResource)),
    isWhole:
      isObject(values) &&
      rootModule !== undefined &&
      modules.every(isWholeModule) &&
      !mentionsClientBeside(values, ['root_module', 'outputs']) &&
      !mentionsClientBeside(state, ['values', 'checks']),
  };
}

function withChildren(module: JsonObject): JsonObject[] {
  return [module, ...blocks(module.child_modules).flatMap(withChildren)];
}

function isWholeModule(module: JsonObject): boolean {
  const { resources = [], child_modules: children = [] } = module;
  return (
    isListOfObjects(resources) &&
    resources.every(isWholeResource) &&
    isListOfObjects(children) &&
    !mentionsClientBeside(module, ['resources', 'child_modules'])
  );
}

function isWholeResource(resource: JsonObject): boolean {
  const { type, address } = resource;
  return typeof type === 'string' && (!isClientEntry(resource) || (typeof address === 'string' && address !== ''));
}

function readResource(resource: JsonObject): OAuthClientRecord[] {
  if (isDeposed(resource.deposed_key)) return [];
  const instance = publicText(String(resource.address));
  const attributes = isObject(resource.values)
    ? readAttributes(resource.values, { sensitive: resource.sensitive_values })
    : NOTHING_KNOWN;
  return [{ address: publicText(configurationAddress(instance)), instance, attributes, ignoresScopes: false }];
}
