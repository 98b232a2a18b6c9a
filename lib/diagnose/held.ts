import { printed, quoted, type Text } from '../model';
import { BASE_PROFILE, covers, MIGRATION_SCOPES, recommendedScopes, requiredScopes } from '../scopes';
import type { Exchange } from './observed';

/** What the token holds, and what of an agent's scopes is refused next; as far as the evidence shows. */
export function heldText({ client }: Exchange, named: readonly string[]): Text[] {
  const { holds } = client ?? {};
  const needed = [...requiredScopes(BASE_PROFILE, 'platform'), ...recommendedScopes(BASE_PROFILE, 'platform')];
  if (holds === undefined) {
    return [
      printed`An agent's token needs ${quoted(needed)} in all, and each that it lacks shows only when those before it are there: GET /api/v2/tokens/me tells at once, and is not in the evidence`,
    ];
  }
  const isMet = (names: readonly string[], needed: string) => names.some((name) => covers(name, needed));
  const next = needed.filter((scope) => !isMet(holds, scope) && !isMet(named, scope));
  const contradicts = named.filter((scope) => holds.includes(scope));
  const migration = [...MIGRATION_SCOPES.keys()].filter((name) => holds.includes(name));
  return [
    ...(contradicts.length === 0
      ? []
      : [
          printed`GET /api/v2/tokens/me shows that the token holds ${quoted(contradicts)} all the same: it may have been renewed in between`,
        ]),
    ...(next.length === 0 ? [] : [nextText(next)]),
    ...(migration.length === 0
      ? []
      : [printed`The token holds ${quoted(migration)}, which are names that Genesys Cloud does not publish`]),
  ];
}

function nextText(next: readonly string[]): Text {
  return printed`By GET /api/v2/tokens/me the token also lacks ${quoted(next)}, which an agent needs: ${next.length + 1} fixes are needed one after the other, unless they are made at once`;
}
