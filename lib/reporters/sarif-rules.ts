import type { Severity } from '../model';
import { RULES, type Rule } from '../rules';
import { exampleMarkdown } from './example';

/**
 * Rules that are a matter of security, with their score. All are medium at most (below 7): such a score takes the place of
 * the level in GitHub, whose checks stop a pull request from high on, and what is a warning here must not stop it there.
 */
const SECURITY: Readonly<Record<string, string>> = {
  'secret-in-plan': '6.9',
  'exposed-secret': '6.5',
  'insecure-redirect-uri': '5.9',
  'retiring-grant': '4.3',
  'excess-scope': '4.0',
};

/** Rules that judge by likeness, or by what nobody said; all others are decided by the values alone. */
const LESS_PRECISE: Readonly<Record<string, 'high' | 'medium'>> = {
  'unknown-scope': 'high',
  'missing-scope': 'high',
  'duplicate-name': 'medium',
};

const PROBLEM_SEVERITY: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
};

/** Every rule, whether it found something or not: GitHub shows these texts beside each alert. */
export const SARIF_RULES = RULES.map((rule) => {
  const { id, severity, description, rationale, remedy } = rule;
  const score = SECURITY[id];
  return {
    id,
    name: id.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase()),
    shortDescription: { text: description },
    fullDescription: { text: `${description} ${rationale}` },
    help: { text: `${rationale}\n\nWhat to do: ${remedy}`, markdown: helpMarkdown(rule) },
    defaultConfiguration: { level: severity },
    properties: {
      tags: ['genesys-cloud', 'oauth', ...(score === undefined ? [] : ['security'])],
      precision: LESS_PRECISE[id] ?? 'very-high',
      ...(score === undefined ? { 'problem.severity': PROBLEM_SEVERITY[severity] } : { 'security-severity': score }),
    },
  };
});

/** Place of each rule in the list, which is how a result names it. */
export const RULE_INDEX: ReadonlyMap<string, number> = new Map(RULES.map(({ id }, index) => [id, index]));

function helpMarkdown({ rationale, remedy, examples }: Rule): string {
  return [
    rationale,
    `**What to do.** ${remedy}`,
    'Reported:',
    exampleMarkdown(examples.incorrect),
    'Not reported:',
    exampleMarkdown(examples.correct),
  ].join('\n\n');
}
