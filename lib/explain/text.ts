import type { Explanation } from './explanation';
import { refusalLines } from './refusal';
import { ruleText } from './rule';
import { operationExplanationLines, permissionLines } from './text-operation';
import { capabilityLines, profileLines } from './text-profile';
import { migrationScopeLines, publishedScopeLines } from './text-scope';

/**
 * The explanation as text. It has nothing of what was typed: every word is the product's own.
 *
 * @param all lists every operation, however many there are
 */
export function explanationText(explanation: Explanation, all: boolean): string {
  const also = alsoLines(explanation).map((line) => `${line}\n`);
  if (explanation.kind === 'rule') return [ruleText(explanation), ...also].join('');
  return [...linesOf(explanation, all).map((line) => `${line}\n`), ...also].join('');
}

function linesOf(explanation: Exclude<Explanation, { kind: 'rule' }>, all: boolean): readonly string[] {
  switch (explanation.kind) {
    case 'profile':
      return profileLines(explanation);
    case 'capability':
      return capabilityLines(explanation);
    case 'scope':
      return explanation.published ? publishedScopeLines(explanation, all) : migrationScopeLines(explanation);
    case 'permission':
      return permissionLines(explanation, all);
    case 'refusal':
      return refusalLines(explanation);
    case 'operation':
      return operationExplanationLines(explanation);
  }
}

function alsoLines(explanation: Explanation): readonly string[] {
  return explanation.also.map(
    (kind) =>
      `\n"${nameOf(explanation)}" is a ${kind}, too: genesys-scopes explain ${nameOf(explanation)} --as ${kind}`,
  );
}

function nameOf(explanation: Explanation): string {
  if ('id' in explanation) return explanation.id;
  return 'name' in explanation ? explanation.name : '';
}
