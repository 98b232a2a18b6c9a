import { isObject, type Json } from '../files';
import { loadOperations } from '../operations';
import type { Answer, RateLimit } from './observed';

type Body = Pick<Answer, 'body' | 'code' | 'scopes' | 'permissions'>;

/** What a body says of a refusal. */
export function readBody(text: string): Body {
  const trimmed = text.trim();
  if (trimmed === '') return { body: 'none' };
  if (/^<(!doctype|html|head|body)\b/i.test(trimmed)) return { body: 'html' };
  const value = tryParse(trimmed);
  return value === undefined ? { body: 'other' } : readRefusal(value);
}

/** The JSON of a text; undefined for what is none. */
export function tryParse(text: string): Json | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Codes are words and dots; what looks otherwise may be anything, and is not repeated. */
const CODE = /^[a-z]{2,24}(\.[a-z]{1,24}){1,7}$/;
const SCOPE = /^[a-z-]{1,40}(:readonly|:[a-z]{1,20}){0,2}$/;

/** What a refusal says, as a value. */
export function readRefusal(value: Json): Body {
  if (!isObject(value)) return { body: 'json' };
  const { code, message } = value;
  if (typeof code !== 'string' || !CODE.test(code)) return { body: 'json' };
  return { body: 'json', code, ...(typeof message === 'string' && namesIn(message.slice(0, 4_000))) };
}

/** The scopes in the brackets of a message, and the permissions in it. */
export function namesIn(message: string): Pick<Answer, 'scopes' | 'permissions'> {
  const [, inside] = /scope \[([^\]]{1,400})\]/.exec(message) ?? [];
  const scopes = (inside ?? '').split(',').map((name) => name.trim());
  const permissions = (message.match(/\b\w+:\w+:\w+\b/g) ?? []).filter((name) => publishedPermissions().has(name));
  return {
    ...(inside !== undefined && { scopes: [...new Set(scopes.filter((name) => SCOPE.test(name)))] }),
    ...(permissions.length > 0 && { permissions: [...new Set(permissions)] }),
  };
}

let permissionNames: ReadonlySet<string> | undefined;

function publishedPermissions(): ReadonlySet<string> {
  permissionNames ??= new Set(loadOperations().all.flatMap(({ permissions }) => permissions?.list ?? []));
  return permissionNames;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

const LIMITS = ['retry-after', 'inin-ratelimit-count', 'inin-ratelimit-allowed', 'inin-ratelimit-reset'] as const;

/** What the headers of an answer tell. `header` gives one by its lower-case name. */
export function readHeaders(
  header: (name: string) => string | undefined,
): Pick<Answer, 'correlation' | 'isPlatform' | 'limits'> {
  const correlation = header('inin-correlation-id');
  const limits = Object.fromEntries(
    LIMITS.flatMap((name) => {
      const value = header(name) ?? '';
      return /^\d{1,9}$/.test(value.trim()) ? [[name, Number(value)]] : [];
    }),
  ) as RateLimit;
  return {
    isPlatform: correlation !== undefined,
    ...(isUuid(correlation) && { correlation }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}
