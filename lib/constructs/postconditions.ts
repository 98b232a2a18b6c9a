import { coveredBy, DEFAULT_VOCABULARY, type Profile, requiredScopes, VOCABULARIES, type Vocabulary } from '../scopes';

/** A condition that Terraform decides once the scopes are known. */
export interface ScopeCondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/**
 * One condition per required scope. `clients` is the expression of the list of objects to test. With no vocabulary named a
 * list that arrives late may be complete in either: each condition then also holds when another vocabulary is met whole.
 */
export function scopeConditions(
  profile: Profile,
  vocabulary: Vocabulary | undefined,
  client: string,
  wrap: (test: string) => string = (test) => test,
): ScopeCondition[] {
  const spoken = vocabulary ?? DEFAULT_VOCABULARY;
  const others = vocabulary === undefined ? VOCABULARIES.filter((other) => other !== spoken) : [];
  const wholes = others.map((other) => all(requiredScopes(profile, other), client));
  return requiredScopes(profile, spoken).map((scope) => ({
    condition: `\${${wrap([holdsOne(scope, client), ...wholes].join(' || '))}}`,
    errorMessage: withoutTemplates(
      `Lacks the required scope "${scope}" of profile "${profile.id}".` +
        (others.length > 0 ? ` The names of another vocabulary (${others.join(', ')}) do when they are complete.` : ''),
    ),
  }));
}

/** `try`: without a list, contains() would fail with a message of its own. */
function holdsOne(scope: string, client: string): string {
  const tests = coveredBy(scope).map((name) => `contains(${client}.scopes, ${quote(name)})`);
  return `try(${tests.join(' || ')}, false)`;
}

function all(scopes: readonly string[], client: string): string {
  return `(${scopes.map((scope) => holdsOne(scope, client)).join(' && ')})`;
}

function quote(name: string): string {
  return withoutTemplates(JSON.stringify(name));
}

/** In Terraform's strings a template starts at `${` and `%{`. */
function withoutTemplates(text: string): string {
  return text.replaceAll(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
}
