/** What a token says of itself. Nobody has checked its signature. */
export interface Claims {
  /** By the claim `scope`, in one text or in a list; absent where the token has none. */
  readonly scopes?: readonly string[];
  /** By the claim `org`. */
  readonly organisation?: string;
  /** Seconds since 1970, by the claim `exp`. */
  readonly expires?: number;
}

/**
 * What a JSON Web Token (RFC 7519) claims; undefined for a token that is opaque, as those of Genesys Cloud are believed to be:
 * of such a token nothing is guessed.
 */
export function claimsOf(token: string): Claims | undefined {
  const [head, body, , more] = token.split('.');
  if (head === undefined || body === undefined || more !== undefined || token.split('.').length !== 3) return undefined;
  const [header, payload] = [decoded(head), decoded(body)];
  if (header === undefined || payload === undefined || typeof header.alg !== 'string') return undefined;
  const { scope, org, exp } = payload;
  const scopes = namesOf(scope);
  return {
    ...(scopes && { scopes }),
    ...(typeof org === 'string' && { organisation: org }),
    ...(typeof exp === 'number' && { expires: exp }),
  };
}

function decoded(part: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** The names of scopes in a list, or in one text as RFC 6749 has them; undefined for anything else. */
export function namesOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(/\s+/).filter((name) => name !== '');
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined;
}
