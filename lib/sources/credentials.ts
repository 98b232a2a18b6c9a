import { blocks, type Json, type JsonObject } from '../files';
import type { Body, Expression } from '../hcl';
import { publicText, type Text, type WrittenCredential } from '../model';
import type { ModuleFile } from './configuration/module-file';

/** The provider of this product's resources, by its local name. */
export const PROVIDER = 'genesyscloud';

/** Arguments of the provider block that are a credential; schema 1.82.0. */
const ARGUMENTS = ['access_token', 'oauthclient_secret'] as const;

/** Blocks of the provider whose `auth` block holds a password. */
const BLOCKS = ['gateway', 'proxy'] as const;

/** The credential arguments of a provider block that hold a literal. `isLiteral` knows how the source writes one. */
export function credentialArguments(provider: JsonObject, isLiteral: (value: Json | undefined) => boolean): Text[] {
  const passwords = BLOCKS.filter((name) =>
    blocks(provider[name])
      .flatMap((block) => blocks(block.auth))
      .some((auth) => isLiteral(auth.password)),
  );
  return [
    ...ARGUMENTS.filter((argument) => isLiteral(provider[argument])),
    ...passwords.map((name) => `${name}.auth.password`),
  ].map(publicText);
}

/** The credentials that stand in the provider blocks of a file. */
export function writtenCredentials({ body }: ModuleFile): WrittenCredential[] {
  return body.blocks
    .filter(({ type, labels }) => type === 'provider' && labels[0] === PROVIDER)
    .flatMap((provider) =>
      credentialArguments(outline(provider.body), (value) => value === true).map((argument) => ({
        provider: publicText(PROVIDER),
        argument,
        ...(provider.at && { at: provider.at() }),
      })),
    );
}

/** Where literal texts stand in a body, as true; the texts themselves are not looked at. */
function outline({ attributes, blocks: nested }: Body): JsonObject {
  const own = [...attributes.values()].map(({ name, value }): [string, Json] => [name, outlineOf(value)]);
  const types = [...new Set(nested.map(({ type }) => type))];
  const blocksOf = (type: string) => nested.filter((block) => block.type === type).map(({ body }) => outline(body));
  return Object.fromEntries([...own, ...types.map((type): [string, Json] => [type, blocksOf(type)])]);
}

function outlineOf(expression: Expression): Json {
  if (expression.kind === 'literal') return typeof expression.value === 'string' && expression.value !== '';
  if (expression.kind === 'list') return expression.elements.map(outlineOf);
  if (expression.kind !== 'object') return null;
  return Object.fromEntries(expression.entries.map(({ key, value }) => [key ?? '', outlineOf(value)]));
}
