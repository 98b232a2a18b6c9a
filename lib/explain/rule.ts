import { RULES } from '../rules';
import type { RuleExplanation } from './explanation';

export function explainRule(id: string): RuleExplanation | undefined {
  const rule = RULES.find((each) => each.id === id);
  if (rule === undefined) return undefined;
  const { severity, description, rationale, remedy } = rule;
  return { kind: 'rule', id, severity, description, rationale, remedy };
}

/** A rule with its reason and its remedy. */
export function ruleText(rule: Omit<RuleExplanation, 'kind'>): string {
  const { id, severity, description, rationale, remedy } = rule;
  return `${id} (${severity})\n${description}\n\nWhy: ${rationale}\n\nWhat to do: ${remedy}\n`;
}
