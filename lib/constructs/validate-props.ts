import type { OauthClientConfig } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { Token } from 'cdktf';
import { z } from 'zod';
import { check, today } from '../check';
import {
  ATTRIBUTE_ENTRIES,
  codeAcknowledgmentSchema,
  DECLARATIONS_VARIABLE,
  MISSING_SCOPE,
  OAUTH_CLIENT_TYPE,
  publicText,
} from '../model';
import { DEFAULT_POLICY } from '../policy';
import { RULE_IDS } from '../rules';
import {
  CLIENT_PROFILE_IDS,
  didYouMean,
  isProfileId,
  type Profile,
  PUBLISHED_CATALOG,
  profileProblems,
  VOCABULARIES,
} from '../scopes';
import { readTerraformJson } from '../sources';
import {
  declarationOf,
  type MigratedProfileClientProps,
  OWN_PROPS,
  PROVIDER_PROPS,
  type ScopeDeclarationProps,
} from './props';
import { refusal } from './refusal';

const isToken = (value: unknown) => Token.isUnresolved(value);
const orToken = <T extends z.ZodType>(schema: T) => z.custom(isToken).or(schema);

/** A list token inside a list, as `[...variable.listValue, 'x']` makes it: CDKTF cannot write that. */
const isSpreadToken = (value: unknown) => typeof value === 'string' && value.includes('#{TfToken[');

const names = (what: string) =>
  orToken(
    z.array(
      orToken(
        z
          .string(`expected ${what} as a string`)
          .refine((value) => !isSpreadToken(value), 'a list of a token cannot be spread; use Fn.concat([list, [...]])'),
      ),
      `expected a list of ${what.endsWith('s') ? `${what}es` : `${what}s`}`,
    ),
  );

/** The profile, or one problem that says what is allowed. */
const profile = z.unknown().superRefine((value, context) => {
  const problem = profileProblem(value);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

function profileProblem(value: unknown): string | undefined {
  const ids: readonly string[] = CLIENT_PROFILE_IDS;
  const allowed = `profiles are ${ids.map((id) => `"${id}"`).join(', ')}, or a value of defineProfile`;
  if (typeof value === 'string') {
    if (!isProfileId(value)) return `unknown profile "${value}"${didYouMean(value, ids)}; ${allowed}`;
    if (ids.includes(value)) return undefined;
    return `users of profile "${value}" need no softphone client: leave this one out, or name another profile`;
  }
  if (typeof value !== 'object' || value === null) {
    return value === undefined ? `is required; ${allowed}` : `is no profile; ${allowed}`;
  }
  const [problem] = profileProblems(value);
  return problem === undefined ? undefined : `${problem}; make it with defineProfile`;
}

const acknowledge = z.array(
  codeAcknowledgmentSchema.superRefine(({ rule }, context) => {
    if (RULE_IDS.includes(rule)) return;
    const message = `unknown rule "${rule}"${didYouMean(rule, RULE_IDS)}; rules are ${RULE_IDS.join(', ')}`;
    context.addIssue({ code: 'custom', path: ['rule'], message });
  }),
);

const declarationShape = {
  profile,
  vocabulary: z.enum(VOCABULARIES, `expected one of ${VOCABULARIES.join(', ')}`).optional(),
  additionalScopes: z
    .array(
      z
        .string('expected scope names')
        .refine((name) => !isToken(name) && !isSpreadToken(name), 'is known to Terraform only: put it into scopes'),
      'expected a list of scopes',
    )
    .optional(),
  acknowledge: acknowledge.optional(),
};

const nonEmpty = (what: string) =>
  z
    .string({ error: ({ input }) => `${input === undefined ? 'is required' : 'is no string'}; ${what}` })
    .trim()
    .min(1, `is empty; ${what}`);

const propsSchema = z.looseObject({
  ...declarationShape,
  name: orToken(nonEmpty('give the name that admins see in Genesys Cloud')),
  authorizedGrantType: orToken(nonEmpty('give the grant type; CODE (with PKCE) for an agent app in the browser')),
  scopes: names('scope').optional(),
  description: orToken(z.string('expected text')).optional(),
  state: orToken(z.string('expected a state such as active')).optional(),
  registeredRedirectUris: names('redirect address').optional(),
  accessTokenValiditySeconds: orToken(z.number('expected seconds as a number')).optional(),
  postcondition: z.literal(['error', 'check', false], "expected 'error', 'check' or false").optional(),
  movedFrom: z
    .string()
    .startsWith(`${OAUTH_CLIENT_TYPE}.`, `expected an address that starts with ${OAUTH_CLIENT_TYPE}.`)
    .optional(),
  importId: z.string().trim().min(1, 'is empty; give the id of the client in Genesys Cloud').optional(),
});

/** One problem of props: which prop, and a sentence. */
interface PropProblem {
  readonly prop: string;
  readonly message: string;
  readonly remedy?: string;
}

/** Throws one error that tells all problems of the props at once: their shape, and every rule of severity error. */
export function validateClientProps(
  path: string,
  id: string,
  props: MigratedProfileClientProps,
  scopes: () => readonly string[],
  surroundings: { readonly hclOutput: boolean },
): void {
  const where = `${path}: MigratedProfileClient`;
  const shape = shapeProblems(propsSchema, props, [...OWN_PROPS, ...PROVIDER_PROPS]);
  if (typeof props !== 'object' || props === null) throwProblems(where, shape);
  const broken = new Set(shape.map(({ prop }) => prop.split('.')[0] ?? ''));
  const combined: PropProblem[] = [
    ...(props.importId !== undefined && (props.count ?? props.forEach) !== undefined
      ? [{ prop: 'importId', message: 'one id cannot be imported into many: leave it out with count or forEach' }]
      : []),
    ...(props.postcondition === 'check' && surroundings.hclOutput
      ? [{ prop: 'postcondition', message: "CDKTF cannot write check blocks as HCL; use 'error' or false" }]
      : []),
  ];
  throwProblems(where, [...shape, ...combined, ...ruleProblems(id, props, scopes, broken)]);
}

/** {@link validateClientProps} for what is said of a raw resource. */
export function validateDeclaration(path: string, props: ScopeDeclarationProps): void {
  const allowed = Object.keys(declarationShape);
  throwProblems(`${path}: ScopeValidation.assign`, shapeProblems(z.looseObject(declarationShape), props, allowed));
}

function throwProblems(where: string, problems: readonly PropProblem[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  const lines = problems.flatMap(({ prop, message, remedy }, index) => [
    `  ${prop}: ${message}`,
    // Problems of one rule follow one another, and have one remedy.
    ...(remedy === undefined || remedy === problems[index + 1]?.remedy ? [] : [`    → ${remedy}`]),
  ]);
  throw refusal(`${where} has ${count} in its props\n${lines.join('\n')}`);
}

function shapeProblems(schema: z.ZodType, props: unknown, allowed: readonly string[]): PropProblem[] {
  if (typeof props !== 'object' || props === null) return [{ prop: 'props', message: 'expected an object' }];
  const unknown = Object.keys(props)
    .filter((prop) => !allowed.includes(prop))
    .map((prop) => ({ prop, message: `unknown prop${didYouMean(prop, allowed)}; props are ${allowed.join(', ')}` }));
  const issues = schema.safeParse(props).error?.issues ?? [];
  return [...unknown, ...issues.flatMap((issue) => issueProblems(issue))];
}

/** The problems that an issue tells; of a union, those of the last alternative: the one that is not a token. */
function issueProblems(issue: z.core.$ZodIssue, parents: readonly PropertyKey[] = []): PropProblem[] {
  const path = [...parents, ...issue.path];
  const nested = issue.code === 'invalid_union' ? (issue.errors.at(-1) ?? []) : [];
  return nested.length === 0
    ? [{ prop: path.join('.'), message: issue.message }]
    : nested.flatMap((each) => issueProblems(each, path));
}

/** Runs the rules on the client as it would be written, so that the constructor and every later gate say the same. */
function ruleProblems(
  id: string,
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
  const address = `${OAUTH_CLIENT_TYPE}.${id}`;
  const document = {
    resource: { [OAUTH_CLIENT_TYPE]: { [id]: body } },
    variable: { [DECLARATIONS_VARIABLE]: { default: { v: 1, clients: { [address]: declaration } } } },
  };
  const file = publicText(id);
  const reading = readTerraformJson([{ value: JSON.parse(JSON.stringify(document)), file }], {
    label: file,
    path: file,
  });
  const report = check([reading], DEFAULT_POLICY, { today: today(), catalog: PUBLISHED_CATALOG });
  const unread = report.problems.map(({ message }) => ({ prop: 'profile', message }));
  const found = report.findings
    .filter(({ severity, kind }) => severity === 'error' && kind === 'fail')
    .map(({ rule, subject, message, remedy }) => ({
      prop: rule === 'unknown-scope' ? originOf(subject, props) : (RULE_PROPS[rule] ?? 'scopes'),
      message: `${message} [${rule}]`,
      remedy: rule === MISSING_SCOPE ? MISSING_REMEDY : remedy,
    }));
  return [...unread, ...found].filter(({ prop }) => !broken.has(prop));
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

/** The prop that a rule is about, where that is not `scopes`. */
const RULE_PROPS: Readonly<Record<string, string>> = {
  'invalid-grant-type': 'authorizedGrantType',
  'wrong-grant': 'authorizedGrantType',
  'token-lifetime': 'accessTokenValiditySeconds',
  'ignored-scopes': 'lifecycle.ignoreChanges',
};

/** A prop as synth would write it. What a token stands for shows later: it is written as a template, so as unknown. */
function written(value: unknown): unknown {
  if (Token.isUnresolved(value)) return '${token}';
  return Array.isArray(value) ? value.map(written) : value;
}
