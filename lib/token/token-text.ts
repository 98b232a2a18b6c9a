import { bytesOf, errorCode } from '../files';
import { isCredential } from '../http';

/** A shorter text is none: it could be a word that stands in every answer. */
const LEAST = 8;

/** A longer text is no token. */
const MOST = 65_536;

/**
 * The token in a text: alone, after `Bearer`, or as `access_token` in the answer of a login. The reason of a refusal repeats
 * nothing of the text.
 */
export function tokenIn(text: string): string | { readonly refused: string } {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return { refused: 'is empty' };
  if (trimmed.length > MOST) return { refused: 'is too long for a token' };
  const token = trimmed.startsWith('{') ? accessTokenIn(trimmed) : trimmed.replace(/^bearer\s+/i, '');
  if (token === undefined) return { refused: 'is JSON without an access_token' };
  if (token.length < LEAST) return { refused: 'is too short for a token' };
  if (!isCredential(token)) return { refused: 'holds white space or characters that no token has' };
  return token;
}

function accessTokenIn(json: string): string | undefined {
  try {
    const { access_token: token } = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a file or of standard input (0), as far as a token can be in it. */
export function readTokenText(file: string | 0): string | { readonly refused: string } {
  try {
    return Buffer.from(bytesOf(file).subarray(0, MOST + 1)).toString();
  } catch (error) {
    return { refused: `cannot be read (${errorCode(error) ?? 'unknown error'})` };
  }
}
