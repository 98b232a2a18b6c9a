import * as z from 'zod/mini';
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
import { speakEnglish } from './schema-messages';

speakEnglish();

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
export const acknowledgmentSchema = z.strictObject(
  {
    rule: z.string('name a rule').check(z.minLength(1, 'name a rule')),
    subject: z.optional(z.string('expected text')),
    reason: z
      .string('say why the finding is accepted')
      .check(z.trim(), z.minLength(1, 'say why the finding is accepted')),
    until: z.optional(z.iso.date('expected a day such as 2027-01-31')),
  },
  // Of a key that is not known the name is told.
  { error: ({ code }) => (code === 'invalid_type' ? 'expected a rule and a reason' : undefined) },
);

/**
 * What code may accept of its own clients: a missing scope is none of it.
 * @internal
 */
export const codeAcknowledgmentSchema = acknowledgmentSchema.check(
  z.refine(({ rule }) => rule !== MISSING_SCOPE, {
    path: ['rule'],
    message: 'a missing scope cannot be acknowledged in code; name a profile with fewer capabilities',
  }),
);

/** Checked like a value of `defineProfile`: a declaration must not ask for less than the name it bears. */
const profileSchema = z
  .strictObject({
    id: z.string(),
    capabilities: z.array(z.enum(CAPABILITY_IDS)),
    scopes: z.exactOptional(z.array(z.string())),
    allowedScopes: z.exactOptional(z.array(z.string())),
  })
  .check(
    z.superRefine((profile, context) => {
      for (const message of profileProblems(profile)) context.addIssue({ code: 'custom', message });
    }),
  );

const declarationSchema = z.strictObject({
  profile: z.optional(z.union([z.enum(CLIENT_PROFILE_IDS), profileSchema])),
  vocabulary: z.optional(z.enum(VOCABULARIES)),
  additionalScopes: z.optional(z.array(z.string())),
  acknowledge: z.optional(z.array(codeAcknowledgmentSchema)),
  exempt: z.optional(z.string().check(z.trim(), z.minLength(1))),
});

/** @internal */
export const declarationsSchema: z.ZodMiniType<Declarations> = z.strictObject({
  v: z.literal(1, 'expected version 1; a newer release of this tool wrote the variable, so check with that release'),
  clients: z.record(z.string().check(z.startsWith(`${OAUTH_CLIENT_TYPE}.`)), declarationSchema),
  bypass: z.optional(z.string()),
});
