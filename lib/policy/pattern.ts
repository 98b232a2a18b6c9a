import type { OAuthClientRecord } from '../model';

/**
 * True when an address pattern of a policy names the client: `*` stops at a dot, `**` does not, and every other character
 * stands for itself. A pattern without an index covers all instances of a resource.
 */
export function matchesAddress(pattern: string, client: Pick<OAuthClientRecord, 'address' | 'instance'>): boolean {
  return covers(pattern, pattern.includes('[') ? client.instance : client.address, true);
}

/** True when a pattern for names or labels covers the whole text; `*` stands for anything in it. */
export function matchesText(pattern: string, text: string): boolean {
  return covers(pattern, text, false);
}

/**
 * Walks the pattern once with every place of the text that it can have come to: no pattern and no name, which are both
 * written by others, can make it slow.
 */
function covers(pattern: string, text: string, stopsAtDot: boolean): boolean {
  let places: ReadonlySet<number> = new Set([0]);
  for (const part of pattern.split(/(\*+)/)) {
    places = part.startsWith('*') ? spread(places, text, stopsAtDot && part === '*') : advance(places, text, part);
    if (places.size === 0) return false;
  }
  return places.has(text.length);
}

function advance(places: ReadonlySet<number>, text: string, part: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) if (text.startsWith(part, place)) next.add(place + part.length);
  return next;
}

function spread(places: ReadonlySet<number>, text: string, stopsAtDot: boolean): Set<number> {
  const next = new Set<number>();
  let reaches = false;
  for (let place = 0; place <= text.length; place++) {
    reaches ||= places.has(place);
    if (reaches) next.add(place);
    if (stopsAtDot && text[place] === '.') reaches = false;
  }
  return next;
}
