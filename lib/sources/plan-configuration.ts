import { blocks, isObject, type Json, type JsonObject } from '../files';
import {
  ATTRIBUTES,
  DECLARATIONS_VARIABLE,
  type Location,
  publicText,
  type Text,
  type WrittenCredential,
} from '../model';
import { credentialArguments, PROVIDER } from './credentials';
import { joinDeclarations, type ReadDeclarations, readDeclarations } from './declarations';
import { isClientEntry } from './entries';

/** What a reader needs of the configuration that a plan carries. */
export interface PlanConfiguration {
  readonly declared: ReadDeclarations;
  readonly credentials: readonly WrittenCredential[];
  /** What the `scopes` expression of a configuration address refers to. */
  readonly references: (address: string) => readonly Text[];
}

export function readConfiguration(plan: JsonObject, at: Location): PlanConfiguration {
  const configuration = isObject(plan.configuration) ? plan.configuration : {};
  const rootModule = isObject(configuration.root_module) ? configuration.root_module : {};
  return {
    declared: joinDeclarations(declarationsOf(rootModule, at, '')),
    credentials: writtenCredentials(configuration),
    references: scopeReferences(rootModule),
  };
}

/** The declarations of a module and of those that it calls, whose addresses begin with the path of the call. */
function declarationsOf(module: JsonObject, at: Location, prefix: string): ReadDeclarations[] {
  const variable = isObject(module.variables) ? module.variables[DECLARATIONS_VARIABLE] : undefined;
  return [
    ...(isObject(variable) ? [readDeclarations(variable, at, prefix)] : []),
    ...calledModules(module).flatMap(([name, called]) => declarationsOf(called, at, `${prefix}module.${name}.`)),
  ];
}

function calledModules(module: JsonObject): [name: string, module: JsonObject][] {
  const calls = isObject(module.module_calls) ? Object.entries(module.module_calls) : [];
  return calls.flatMap(([name, call]) => (isObject(call) && isObject(call.module) ? [[name, call.module]] : []));
}

function scopeReferences(rootModule: JsonObject): PlanConfiguration['references'] {
  let byAddress: Map<string, readonly Text[]> | undefined;
  return (address) => {
    byAddress ??= new Map(collectReferences(rootModule, ''));
    return byAddress.get(address) ?? [];
  };
}

function collectReferences(module: JsonObject, prefix: string): [string, readonly Text[]][] {
  const own = blocks(module.resources)
    .filter(isClientEntry)
    .map((resource): [string, readonly Text[]] => {
      const expression = isObject(resource.expressions) ? resource.expressions[ATTRIBUTES.scopes.terraform] : undefined;
      return [prefix + String(resource.address), expressionReferences(expression)];
    });
  const nested = calledModules(module).flatMap(([name, called]) =>
    collectReferences(called, `${prefix}module.${name}.`),
  );
  return [...own, ...nested];
}

/** The references of an expression without the shorter forms that a plan lists beside each. */
function expressionReferences(expression: Json | undefined): readonly Text[] {
  const listed = isObject(expression) && Array.isArray(expression.references) ? expression.references : [];
  const names = (listed as readonly Json[]).filter((name): name is string => typeof name === 'string');
  return names
    .filter(
      (name) =>
        !names.some((other) => other !== name && /^[.[]/.test(other.slice(name.length)) && other.startsWith(name)),
    )
    .map(publicText);
}

function writtenCredentials(configuration: JsonObject): WrittenCredential[] {
  // Of a configuration in JSON syntax a plan gives a template as a constant, with its references beside.
  const isLiteral = (expression: Json | undefined) =>
    isObject(expression) &&
    typeof expression.constant_value === 'string' &&
    expression.constant_value !== '' &&
    expression.references === undefined;
  const providers = isObject(configuration.provider_config) ? Object.entries(configuration.provider_config) : [];
  return providers.flatMap(([key, config]) =>
    isObject(config) && config.name === PROVIDER && isObject(config.expressions)
      ? credentialArguments(config.expressions, isLiteral).map((argument) => ({ provider: publicText(key), argument }))
      : [],
  );
}
