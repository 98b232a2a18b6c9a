import { blocks, type Json, type JsonObject } from '../files';
import { publicText, type Text } from '../model';

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
