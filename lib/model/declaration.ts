import * as z from 'zod';
import {
  CAPABILITY_IDS,
  CLIENT_PROFILE_IDS,
  type ClientProfileId,
  type Profile,
  profileProblems,
  VOCABULARIES,
  type Vocabulary,
} from '../scopes';
import { OAUTH_CLIENT_TYPE } from './client';

/** The Terraform variable whose default carries what was declared of a stack's clients. */
export const DECLARATIONS_VARIABLE = 'genesys_scopes';

/** A finding that a person accepted. */
export interface Acknowledgment {
  /** The accepted finding's rule. */
  readonly rule: string;
  /**
   * What in the client the finding is about, for example the scope.
   * @default - every finding of the rule on the client
   */
  readonly subject?: string | undefined;
  /** Why it is accepted. */
  readonly reason: string;
  /**
   * Last day on which it is accepted, as YYYY-MM-DD.
   * @default - it has no end
   */
  readonly until?: string | undefined;
}

/** What code says of one client. It travels with the synth output and the plan. */
export interface Declaration {
  /** A built-in profile's name, or the whole of a team's own one: who reads a plan does not have the code. */
  readonly profile?: ClientProfileId | Profile | undefined;
  /** Present only where somebody named it. */
  readonly vocabulary?: Vocabulary | undefined;
  readonly additionalScopes?: readonly string[] | undefined;
  readonly acknowledge?: readonly Acknowledgment[] | undefined;
  /** Why the client is left out of the check. */
  readonly exempt?: string | undefined;
}

/** The default of the variable: all declarations of a stack, by configuration address. */
export interface Declarations {
  readonly v: 1;
  readonly clients: Readonly<Record<string, Declaration>>;
  /** The reason that was given when the synth gate was bypassed. */
  readonly bypass?: string | undefined;
}

/** The one rule that code cannot accept for itself. */
export const MISSING_SCOPE = 'missing-scope';

// The schemas stay out of the published types: those of zod ask more of a user's compiler than this package does.

/** @internal */
export const acknowledgmentSchema = z.strictObject({
  rule: z.string().min(1),
  subject: z.string().optional(),
  reason: z.string('say why the finding is accepted').trim().min(1, 'say why the finding is accepted'),
  until: z.iso.date('expected a day such as 2027-01-31').optional(),
});

/**
 * What code may accept of its own clients: a missing scope is none of it.
 * @internal
 */
export const codeAcknowledgmentSchema = acknowledgmentSchema.refine(({ rule }) => rule !== MISSING_SCOPE, {
  path: ['rule'],
  message: 'a missing scope cannot be acknowledged in code; name a profile with fewer capabilities',
});

/** Checked like a value of `defineProfile`: a declaration must not ask for less than the name it bears. */
const profileSchema = z
  .strictObject({
    id: z.string(),
    capabilities: z.array(z.enum(CAPABILITY_IDS)),
    scopes: z.array(z.string()).exactOptional(),
    allowedScopes: z.array(z.string()).exactOptional(),
  })
  .superRefine((profile, context) => {
    for (const message of profileProblems(profile)) context.addIssue({ code: 'custom', message });
  });

const declarationSchema = z.strictObject({
  profile: z.union([z.enum(CLIENT_PROFILE_IDS), profileSchema]).optional(),
  vocabulary: z.enum(VOCABULARIES).optional(),
  additionalScopes: z.array(z.string()).optional(),
  acknowledge: z.array(codeAcknowledgmentSchema).optional(),
  exempt: z.string().trim().min(1).optional(),
});

/** @internal */
export const declarationsSchema: z.ZodType<Declarations> = z.strictObject({
  v: z.literal(1, 'expected version 1; a newer release of this tool wrote the variable, so check with that release'),
  clients: z.record(z.string().startsWith(`${OAUTH_CLIENT_TYPE}.`), declarationSchema),
  bypass: z.string().optional(),
});
