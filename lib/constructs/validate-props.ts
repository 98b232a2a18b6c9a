import type { OauthClientConfig } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { check, today } from '../check';
import { HOST } from '../host';
import { ATTRIBUTE_ENTRIES, DECLARATIONS_VARIABLE, MISSING_SCOPE, OAUTH_CLIENT_TYPE, publicText } from '../model';
import { terminal } from '../reporters';
import { RULES } from '../rules';
import type { Profile } from '../scopes';
import { readTerraformJson } from '../sources/configuration';
import { addressIn, projectPolicy } from './project-policy';
import { declarationOf, type MigratedProfileClientProps, type ScopeDeclarationProps } from './props';
import { clientShapeProblems, declarationShapeProblems, type PropProblem } from './props-schema';
import { refusal } from './refusal';

/** All problems of the props at once: their shape, and every rule of severity error. */
export function clientProblems(
  construct: Construct,
  props: MigratedProfileClientProps,
  scopes: () => readonly string[],
  surroundings: { readonly hclOutput: boolean },
): PropProblem[] {
  const shape = clientShapeProblems(props);
  if (typeof props !== 'object' || props === null) return shape;
  const broken = new Set(shape.map(({ prop }) => prop.split('.')[0] ?? ''));
  const combined: PropProblem[] = [
    ...(props.importId !== undefined && (props.count ?? props.forEach) !== undefined
      ? [{ prop: 'importId', message: 'one id cannot be imported into many: leave it out with count or forEach' }]
      : []),
    ...(props.postcondition === 'check' && surroundings.hclOutput
      ? [{ prop: 'postcondition', message: `${HOST.title} cannot write check blocks as HCL; use 'error' or false` }]
      : []),
  ];
  return [...shape, ...combined, ...ruleProblems(construct, props, scopes, broken)];
}

/** Throws for the problems of what is said of a raw resource. */
export function validateDeclaration(path: string, props: ScopeDeclarationProps): void {
  throwProblems(`${path}: ScopeValidation.assign`, declarationShapeProblems(props));
}

/** Throws one error that tells all problems. */
export function throwProblems(where: string, problems: readonly PropProblem[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  const lines = problems.flatMap(({ prop, message, remedy }, index) => [
    terminal(`  ${prop}: ${message}`),
    // Problems of one rule follow one another, and have one remedy.
    ...(remedy === undefined || remedy === problems[index + 1]?.remedy ? [] : [`    → ${remedy}`]),
  ]);
  throw refusal(`${where} has ${count} in its props\n${lines.join('\n')}`);
}

/** Runs the rules on the client as it would be written, so that the constructor and every later gate say the same. */
function ruleProblems(
  construct: Construct,
  props: MigratedProfileClientProps,
  scopes: () => readonly string[],
  broken: ReadonlySet<string>,
): PropProblem[] {
  const canGenerate = !['profile', 'vocabulary', 'scopes', 'additionalScopes'].some((prop) => broken.has(prop));
  const attributes = ATTRIBUTE_ENTRIES.filter(([name]) => !broken.has(name) && (name !== 'scopes' || canGenerate)).map(
    ([name, { terraform }]) => [
      terraform,
      written(name === 'scopes' ? scopes() : props[name as keyof OauthClientConfig]),
    ],
  );
  const body = { ...Object.fromEntries(attributes), lifecycle: { ignore_changes: props.lifecycle?.ignoreChanges } };
  const declaration = canGenerate
    ? declarationOf(broken.has('acknowledge') ? { ...props, acknowledge: [] } : props)
    : { profile: NOTHING_ASKED };
  const address = addressIn(construct);
  const document = {
    resource: { [OAUTH_CLIENT_TYPE]: { [address.slice(OAUTH_CLIENT_TYPE.length + 1)]: body } },
    variable: { [DECLARATIONS_VARIABLE]: { default: { v: 1, clients: { [address]: declaration } } } },
  };
  const file = publicText(TerraformStack.of(construct).node.id);
  const reading = readTerraformJson([{ value: JSON.parse(JSON.stringify(document)), file }], {
    label: file,
    path: file,
  });
  const { policy, catalog } = projectPolicy(construct);
  const report = check([reading], policy, { today: today(), catalog });
  const unread = report.problems.map(({ message, at, isPolicy }) =>
    isPolicy
      ? { prop: 'vocabulary', message: `${message} (${at.file}:${at.line ?? 1}:${at.column ?? 1})` }
      : { prop: 'profile', message },
  );
  // A contradiction first: what is missing depends on which of the two is meant.
  if (unread.length > 0) return unread.filter(({ prop }) => !broken.has(prop));
  const found = report.findings
    .filter(({ rule }) => canGenerate || !OF_PROFILE.includes(rule))
    // What is about the policy as a whole is for the gate, which sees all clients.
    .filter(({ severity, kind, address }) => severity === 'error' && kind === 'fail' && address !== undefined)
    .map(({ rule, subject, message, remedy }) => ({
      prop: rule === 'unknown-scope' ? originOf(subject, props) : propOf(rule),
      message: `${message} [${rule}]`,
      remedy: rule === MISSING_SCOPE ? MISSING_REMEDY : remedy,
    }));
  return found.filter(({ prop }) => !broken.has(prop));
}

/** The rule's own remedy speaks of raw resources too. */
const MISSING_REMEDY =
  'Add the scope to `scopes` or leave `scopes` out: then they are generated. Or name a profile with fewer capabilities.';

/** The prop that brought a scope in. */
function originOf(
  scope: string | undefined,
  { scopes, additionalScopes, profile }: MigratedProfileClientProps,
): string {
  if (scope === undefined || scopes?.includes(scope)) return 'scopes';
  if (additionalScopes?.includes(scope)) return 'additionalScopes';
  return typeof profile === 'object' ? 'profile' : 'scopes';
}

/** Stands in for a profile that is wrong: the rules that need none still run. */
const NOTHING_ASKED: Profile = { id: 'any', capabilities: [], scopes: ['users'] };

/** Rules that say what a profile asks, which nobody knows of one that is wrong. */
const OF_PROFILE: readonly string[] = [MISSING_SCOPE, 'wrong-grant'];

/** The prop that a rule is about. */
function propOf(id: string): string {
  const { part = 'scopes' } = RULES.find((rule) => rule.id === id) ?? {};
  return part === 'ignoreChanges' ? 'lifecycle.ignoreChanges' : part;
}

/** A prop as synth would write it. What a token stands for shows later: it is written as a template, so as unknown. */
function written(value: unknown): unknown {
  if (Token.isUnresolved(value)) return '${token}';
  return Array.isArray(value) ? value.map(written) : value;
}
