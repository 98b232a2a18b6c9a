import { Token } from 'cdktf';
import * as z from 'zod/mini';
import { codeAcknowledgmentSchema, OAUTH_CLIENT_TYPE } from '../model';
import { RULE_IDS } from '../rules';
import { CLIENT_PROFILE_IDS, didYouMean, isProfileId, profileProblems, VOCABULARIES } from '../scopes';
import { OWN_PROPS, PROVIDER_PROPS } from './props';

/** One problem of props: which prop, and a sentence. */
export interface PropProblem {
  readonly prop: string;
  readonly message: string;
  readonly remedy?: string;
}

const isToken = (value: unknown) => Token.isUnresolved(value);
const orToken = <T extends z.ZodMiniType>(schema: T) => z.union([z.custom(isToken), schema]);

/** A list token inside a list, as `[...variable.listValue, 'x']` makes it: CDKTF cannot write that. */
const isSpreadToken = (value: unknown) => typeof value === 'string' && value.includes('#{TfToken[');

const names = (what: string) =>
  orToken(
    z.array(
      orToken(
        z
          .string(`expected ${what} as a string`)
          .check(
            z.refine(
              (value) => !isSpreadToken(value),
              'a list of a token cannot be spread; use Fn.concat([list, [...]])',
            ),
          ),
      ),
      `expected a list of ${what.endsWith('s') ? `${what}es` : `${what}s`}`,
    ),
  );

/** The profile, or one problem that says what is allowed. */
const profile = z.unknown().check(
  z.superRefine((value, context) => {
    const problem = profileProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  }),
);

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
  codeAcknowledgmentSchema.check(
    z.superRefine(({ rule }, context) => {
      if (RULE_IDS.includes(rule)) return;
      const message = `unknown rule "${rule}"${didYouMean(rule, RULE_IDS)}; rules are ${RULE_IDS.join(', ')}`;
      context.addIssue({ code: 'custom', path: ['rule'], message });
    }),
  ),
  'expected a list of acknowledgments',
);

const declarationShape = {
  profile,
  vocabulary: z.optional(z.enum(VOCABULARIES, `expected one of ${VOCABULARIES.join(', ')}`)),
  additionalScopes: z.optional(
    z.array(
      z
        .string('expected scope names')
        .check(
          z.refine((name) => !isToken(name) && !isSpreadToken(name), 'is known to Terraform only: put it into scopes'),
        ),
      'expected a list of scopes',
    ),
  ),
  acknowledge: z.optional(acknowledge),
};

const nonEmpty = (what: string) =>
  z
    .string({ error: ({ input }) => `${input === undefined ? 'is required' : 'is no string'}; ${what}` })
    .check(z.trim(), z.minLength(1, `is empty; ${what}`));

const OLD_ADDRESS = `expected an address that starts with ${OAUTH_CLIENT_TYPE}.`;

const propsSchema = z.looseObject({
  ...declarationShape,
  name: orToken(nonEmpty('give the name that admins see in Genesys Cloud')),
  authorizedGrantType: orToken(nonEmpty('give the grant type; CODE (with PKCE) for an agent app in the browser')),
  scopes: z.optional(names('scope')),
  description: z.optional(orToken(z.string('expected text'))),
  state: z.optional(orToken(z.string('expected a state such as active'))),
  registeredRedirectUris: z.optional(names('redirect address')),
  accessTokenValiditySeconds: z.optional(orToken(z.number('expected seconds as a number'))),
  postcondition: z.optional(z.literal(['error', 'check', false], "expected 'error', 'check' or false")),
  movedFrom: z.optional(z.string(OLD_ADDRESS).check(z.startsWith(`${OAUTH_CLIENT_TYPE}.`, OLD_ADDRESS))),
  importId: z.optional(nonEmpty('give the id of the client in Genesys Cloud')),
});

/** What is wrong with the shape of a client's props. */
export function clientShapeProblems(props: unknown): PropProblem[] {
  return shapeProblems(propsSchema, props, [...OWN_PROPS, ...PROVIDER_PROPS]);
}

/** {@link clientShapeProblems} for what is said of a raw resource. */
export function declarationShapeProblems(props: unknown): PropProblem[] {
  return shapeProblems(z.looseObject(declarationShape), props, Object.keys(declarationShape));
}

function shapeProblems(schema: z.ZodMiniType, props: unknown, allowed: readonly string[]): PropProblem[] {
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
