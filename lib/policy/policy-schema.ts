import * as z from 'zod';
import { acknowledgmentSchema, MISSING_SCOPE, SEVERITIES } from '../model';
import { CLIENT_PROFILE_IDS, isProfileId, MIGRATION_SCOPES, VOCABULARIES } from '../scopes';
import { UNMATCHED } from './policy';

const pattern = z.string().min(1, 'write a pattern; `*` stands for anything up to a dot');
const reason = z.string().trim().min(1, 'say why, for whoever reads this next');
const scopeList = z.array(z.string().min(1)).min(1, 'list at least one scope');

const profile = z
  .enum(CLIENT_PROFILE_IDS, {
    error: ({ input }) =>
      typeof input === 'string' && isProfileId(input)
        ? `users of profile "${input}" need no softphone client; allowed: ${CLIENT_PROFILE_IDS.join(', ')}`
        : undefined,
  })
  .describe('The kind of user that the clients are for: its scopes are required.');

const source = z
  .union([pattern, z.array(pattern).min(1)])
  .describe('Only clients of sources with such a label: a stack, an environment. `*` stands for anything.');

const match = z
  .union([
    pattern,
    z
      .strictObject({ address: pattern.optional(), name: pattern.optional() })
      .refine(({ address, name }) => address !== undefined || name !== undefined, 'name an address or a name'),
  ])
  .describe(
    'Which clients: a pattern of Terraform addresses, or an object with `address`, `name` or both. In an address `*` stops ' +
      'at a dot and `**` does not; without an index it covers all instances. In a name `*` stands for anything.',
  );

const entry = z
  .strictObject({
    match,
    source: source.optional(),
    profile: profile.optional(),
    vocabulary: z.enum(VOCABULARIES).optional().describe('The names by which these clients are judged and generated.'),
    scopes: scopeList.optional().describe('Scopes that are required, beside those of the profile.'),
    allowedScopes: scopeList.optional().describe('Scopes that may be held without being reported as excess.'),
    ignore: reason.optional().describe('Why these clients are left out of the check. They are reported as ignored.'),
  })
  .refine(({ ignore, profile, scopes }) => ignore !== undefined || profile !== undefined || scopes !== undefined, {
    message: 'says nothing of the clients; give a profile, scopes, or ignore with the reason',
  })
  .refine(
    ({ ignore, profile, scopes, allowedScopes, vocabulary }) =>
      ignore === undefined || [profile, scopes, allowedScopes, vocabulary].every((each) => each === undefined),
    { message: 'both ignores the clients and asks something of them; keep one', path: ['ignore'] },
  );

/** The policy file. Rules are handed in, because they stand above the policy. */
export function policySchema(ruleIds: readonly string[]) {
  const ruleId = z.enum(ruleIds as [string, ...string[]]);
  const severity = z.enum([...SEVERITIES, 'off']);
  return z.strictObject({
    $schema: z.string().optional().describe('Where the JSON Schema of this file is, for editors.'),
    catalog: z.string().min(1).optional().describe("File with the organisation's own catalogue of scopes."),
    vocabulary: z
      .enum(VOCABULARIES)
      .optional()
      .describe('The names by which every client is judged and generated that names none itself.'),
    unmatched: z
      .enum(UNMATCHED)
      .default('base')
      .describe(
        'What holds for a client with a user grant that nothing names: the base profile, a warning, or nothing.',
      ),
    clients: z
      .array(entry)
      .default([])
      .describe('What clients must hold. The first entry that matches a client holds.'),
    knownScopes: z
      .array(
        z
          .string()
          .min(1)
          .refine((name) => !MIGRATION_SCOPES.has(name), {
            error: ({ input }) => `"${input}" is known; to use it knowingly, set "vocabulary": "migration"`,
          }),
      )
      .default([])
      .describe('Scopes that exist although the catalogue does not have them.'),
    rules: z
      .partialRecord(ruleId, severity)
      .default({})
      .refine((rules) => (rules[MISSING_SCOPE] ?? 'error') === 'error', {
        message: 'can be neither off nor below error; acknowledge single findings, or name a smaller profile',
        path: [MISSING_SCOPE],
      })
      .describe('Severities other than the rules’ own.'),
    acknowledge: z
      .array(
        acknowledgmentSchema.extend({
          rule: ruleId,
          client: pattern.describe('Pattern of Terraform addresses, as in `match`.'),
          source: source.optional(),
        }),
      )
      .default([])
      .describe('Findings that were accepted, each with a reason and an optional last day.'),
  });
}

export type PolicyDocument = z.infer<ReturnType<typeof policySchema>>;
