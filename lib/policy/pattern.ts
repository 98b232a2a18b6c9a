import type { OAuthClientRecord } from '../model';

/**
 * True when an address pattern of a policy names the client: `*` stops at a dot, `**` does not, and every other character
 * stands for itself. A pattern without an index covers all instances of a resource.
 */
export function matchesAddress(pattern: string, client: Pick<OAuthClientRecord, 'address' | 'instance'>): boolean {
  return regex(pattern, '[^.]*').test(pattern.includes('[') ? client.instance : client.address);
}

/** True when a pattern for names or labels covers the whole text; `*` stands for anything in it. */
export function matchesText(pattern: string, text: string): boolean {
  return regex(pattern, '.*').test(text);
}

const compiled = new Map<string, RegExp>();

function regex(pattern: string, star: string): RegExp {
  const key = `${star} ${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const source = pattern
    .split(/(\*+)/)
    .map((part) =>
      part === '*' ? star : part.startsWith('*') ? '.*' : part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'),
    )
    .join('');
  const made = new RegExp(`^${source}$`, 'su');
  compiled.set(key, made);
  return made;
}
