import { z } from 'zod';
import { CAPABILITY_IDS, PROFILE_IDS, type Profile, VOCABULARIES } from '../scopes';
import { OAUTH_CLIENT_TYPE } from './client';

/** The Terraform variable whose default carries what was declared of a stack's clients. */
export const DECLARATIONS_VARIABLE = 'genesys_scopes';

/** A day as YYYY-MM-DD. */
export const daySchema = z.iso.date('expected a day such as 2027-01-31');

export const acknowledgmentSchema = z.strictObject({
  /** The accepted finding's rule. */
  rule: z.string().min(1),
  /** Its subject, for example the scope; without one every finding of the rule on the client is accepted. */
  subject: z.string().optional(),
  /** Why it is accepted. */
  reason: z.string().trim().min(1, 'say why the finding is accepted'),
  /** Last day on which it is accepted. */
  until: daySchema.optional(),
});

/** A finding that a person accepted. */
export type Acknowledgment = z.infer<typeof acknowledgmentSchema>;

/** The one rule that code cannot accept for itself. */
export const MISSING_SCOPE = 'missing-scope';

/** What code may accept of its own clients: a missing scope is none of it. */
export const codeAcknowledgmentSchema = acknowledgmentSchema.refine(({ rule }) => rule !== MISSING_SCOPE, {
  path: ['rule'],
  message: `a missing scope cannot be acknowledged in code; name a profile with fewer capabilities`,
});

const profileSchema: z.ZodType<Profile, unknown> = z.strictObject({
  id: z.string().min(1),
  capabilities: z.array(z.enum(CAPABILITY_IDS)),
  scopes: z.array(z.string()).exactOptional(),
  allowedScopes: z.array(z.string()).exactOptional(),
});

const declarationSchema = z.strictObject({
  /** A built-in profile's name, or the whole of a team's own one: who reads a plan does not have the code. */
  profile: z.union([z.enum(PROFILE_IDS), profileSchema]).optional(),
  /** Present only where somebody named it. */
  vocabulary: z.enum(VOCABULARIES).optional(),
  additionalScopes: z.array(z.string()).optional(),
  acknowledge: z.array(codeAcknowledgmentSchema).optional(),
  /** Why the client is left out of the check. */
  exempt: z.string().min(1).optional(),
});

/** What code says of one client. It travels with the synth output and the plan. */
export type Declaration = z.infer<typeof declarationSchema>;

export const declarationsSchema = z.strictObject({
  v: z.literal(1, `expected version 1; a newer release of this tool wrote the variable, so check with that release`),
  clients: z.record(z.string().startsWith(`${OAUTH_CLIENT_TYPE}.`), declarationSchema),
  /** The reason that was given when the synth gate was bypassed. */
  bypass: z.string().optional(),
});

/** The default of the variable: all declarations of a stack, by configuration address. */
export type Declarations = z.infer<typeof declarationsSchema>;
