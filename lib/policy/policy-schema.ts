import * as z from 'zod/mini';
import { acknowledgmentSchema, MISSING_SCOPE, SEVERITIES } from '../model';
import { CLIENT_PROFILE_IDS, isProfileId, MIGRATION_SCOPES, VOCABULARIES } from '../scopes';
import { UNMATCHED } from './policy';

const pattern = z.string().check(z.minLength(1, 'write a pattern; `*` stands for anything up to a dot'));
const reason = z.string().check(z.trim(), z.minLength(1, 'say why, for whoever reads this next'));
const scopeName = z.string().check(z.minLength(1, 'write the name of a scope'));
const scopeList = z.array(scopeName).check(z.minLength(1, 'list at least one scope'));

const profile = z
  .enum(CLIENT_PROFILE_IDS, {
    error: ({ input }) =>
      typeof input === 'string' && isProfileId(input)
        ? `users of profile "${input}" need no softphone client; allowed: ${CLIENT_PROFILE_IDS.join(', ')}`
        : undefined,
  })
  .check(z.describe('The kind of user that the clients are for: its scopes are required.'));

const source = z
  .union([pattern, z.array(pattern).check(z.minLength(1, 'list at least one pattern'))])
  .check(z.describe('Only clients of sources with such a label: a stack, an environment. `*` stands for anything.'));

const match = z
  .union([
    pattern,
    z
      .strictObject({ address: z.optional(pattern), name: z.optional(pattern) })
      .check(z.refine(({ address, name }) => address !== undefined || name !== undefined, 'name an address or a name')),
  ])
  .check(
    z.describe(
      'Which clients: a pattern of Terraform addresses, or an object with `address`, `name` or both. In an address `*` stops ' +
        'at a dot and `**` does not; without an index it covers all instances. In a name `*` stands for anything.',
    ),
  );

const entry = z
  .strictObject({
    match,
    source: z.optional(source),
    profile: z.optional(profile),
    vocabulary: z
      .optional(z.enum(VOCABULARIES))
      .check(z.describe('The names by which these clients are judged and generated.')),
    scopes: z.optional(scopeList).check(z.describe('Scopes that are required, beside those of the profile.')),
    allowedScopes: z.optional(scopeList).check(z.describe('Scopes that may be held without being reported as excess.')),
    ignore: z
      .optional(reason)
      .check(z.describe('Why these clients are left out of the check. They are reported as ignored.')),
  })
  .check(
    z.refine(({ ignore, profile, scopes }) => ignore !== undefined || profile !== undefined || scopes !== undefined, {
      message: 'says nothing of the clients; give a profile, scopes, or ignore with the reason',
    }),
    z.refine(
      ({ ignore, profile, scopes, allowedScopes, vocabulary }) =>
        ignore === undefined || [profile, scopes, allowedScopes, vocabulary].every((each) => each === undefined),
      { message: 'both ignores the clients and asks something of them; keep one', path: ['ignore'] },
    ),
  );

/** The policy file. Rules are handed in, because they stand above the policy. */
export function policySchema(ruleIds: readonly string[]) {
  const ruleId = z.enum(ruleIds as [string, ...string[]]);
  const severity = z.enum([...SEVERITIES, 'off']);
  const knownScope = scopeName.check(
    z.refine((name) => !MIGRATION_SCOPES.has(name), {
      error: ({ input }) => `"${input}" is known; to use it knowingly, set "vocabulary": "migration"`,
    }),
  );
  const acknowledgment = z.extend(acknowledgmentSchema, {
    rule: ruleId,
    client: pattern.check(z.describe('Pattern of Terraform addresses, as in `match`.')),
    source: z.optional(source),
  });
  return z.strictObject({
    $schema: z.optional(z.string()).check(z.describe('Where the JSON Schema of this file is, for editors.')),
    catalog: z
      .optional(z.string().check(z.minLength(1, 'write the path of a file')))
      .check(z.describe("File with the organisation's own catalogue of scopes.")),
    vocabulary: z
      .optional(z.enum(VOCABULARIES))
      .check(z.describe('The names by which every client is judged and generated that names none itself.')),
    unmatched: z
      ._default(z.enum(UNMATCHED), 'base')
      .check(
        z.describe(
          'What holds for a client with a user grant that nothing names: the base profile, a warning, or nothing.',
        ),
      ),
    clients: z
      ._default(z.array(entry), [])
      .check(z.describe('What clients must hold. The first entry that matches a client holds.')),
    knownScopes: z
      ._default(z.array(knownScope), [])
      .check(z.describe('Scopes that exist although the catalogue does not have them.')),
    rules: z._default(z.partialRecord(ruleId, severity), {}).check(
      z.refine((rules) => (rules[MISSING_SCOPE] ?? 'error') === 'error', {
        message: 'can be neither off nor below error; acknowledge single findings, or name a smaller profile',
        path: [MISSING_SCOPE],
      }),
      z.describe('Severities other than the rules’ own.'),
    ),
    acknowledge: z
      ._default(z.array(acknowledgment), [])
      .check(z.describe('Findings that were accepted, each with a reason and an optional last day.')),
  });
}

export type PolicyDocument = z.infer<ReturnType<typeof policySchema>>;
