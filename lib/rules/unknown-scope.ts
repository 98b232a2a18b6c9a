import { printed, publicText, quoted, type Text, type Value } from '../model';
import { type Catalog, KNOWN_SCOPES, MISTAKES, type Mistake } from '../scopes';
import { defineClientRule } from './define';

interface UnknownName {
  scope: Value<string>;
  meant: Text;
}

/** Disallows names that no catalogue has. */
export const unknownScope = defineClientRule({
  id: 'unknown-scope',
  severity: 'error',
  description: 'Disallow scope names that are neither in the catalogue nor in the migration guidance.',
  rationale:
    'Scope names are compared letter by letter, so a misspelt one opens nothing, and Genesys Cloud may refuse the client ' +
    'with 400 `auth.invalid.scope`. A name that resembles none may be newer than the catalogue: that is only a warning.',
  remedy: 'Write the name that was meant.',
  messages: {
    spelling: ({ scope, meant }: UnknownName) =>
      printed`has the unknown scope ${scope}: names are lower case without blanks, ${meant} is meant`,
    permission: ({ scope, meant }: UnknownName) =>
      printed`has ${scope}, which has the form of a permission: permissions belong to roles; its operations ask for the scope ${meant}`,
    form: ({ scope, meant }: UnknownName) => printed`has the unknown scope ${scope}: this domain has ${meant}`,
    near: ({ scope, meant }: UnknownName) => printed`has the unknown scope ${scope}: ${meant} is probably meant`,
    unfamiliar: ({ scope }: { scope: Value<string> }) =>
      printed`has the scope ${scope}, which is not in the catalogue and resembles no name in it`,
  },
  examples: {
    correct: { attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user'] } },
    incorrect: { attributes: { scopes: ['WebPhone:Use', 'organizations', 'routing:queue:join', 'analytics:view'] } },
  },
  check({ catalog, elements, report }) {
    const unknown = elements('scopes', (name) => !KNOWN_SCOPES.has(name) && !catalog.scopes.has(name));
    if (unknown.length === 0) return;
    const known = knownNames(catalog);
    for (const scope of unknown) {
      const mistake = mistakeOf(scope, known);
      if (mistake === undefined) report('unfamiliar', { scope }, { subject: scope, severity: 'warning' });
      else report(mistake, { scope, meant: meantBy(scope, mistake, known) }, { subject: scope });
    }
  },
});

function knownNames(catalog: Catalog): ReadonlySet<string> {
  return new Set([...catalog.scopes, ...KNOWN_SCOPES]);
}

function mistakeOf(scope: Value<string>, known: ReadonlySet<string>): Mistake | undefined {
  const mistakes = Object.keys(MISTAKES) as Mistake[];
  return mistakes.find((mistake) => {
    const made = (name: string) => MISTAKES[mistake](name, known).length > 0;
    return scope.kind === 'known' ? made(scope.value) : scope.kind === 'sensitive' && scope.test(made);
  });
}

function meantBy(scope: Value<string>, mistake: Mistake, known: ReadonlySet<string>): Text {
  // The name that was meant tells the sensitive one.
  if (scope.kind !== 'known') return publicText('(sensitive)');
  return quoted(MISTAKES[mistake](scope.value, known));
}
