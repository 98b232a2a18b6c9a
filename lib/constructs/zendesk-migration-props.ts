import * as z from 'zod/mini';
import {
  type ClientProfileId,
  didYouMean,
  isProfileId,
  type KnownScope,
  type KnownScopes,
  PROFILE_IDS,
  type ProfileId,
} from '../scopes';
import type { MigratedProfileClient } from './migrated-profile-client';
import { type MigratedProfileClientProps, OWN_PROPS, PROVIDER_PROPS } from './props';
import type { PropProblem } from './props-schema';

/** Props of one client, which several cannot share. */
const SINGLE = ['importId', 'movedFrom', 'integrationCredentialName', 'clientSecret'] as const;

/** Props by which there would be another client than one whole one for each profile, or another id than that of one. */
const ABSENT = ['profile', 'scopes', 'count', 'forEach', 'id'] as const;

type Shared = Omit<
  MigratedProfileClientProps,
  'name' | 'authorizedGrantType' | 'additionalScopes' | (typeof SINGLE)[number] | (typeof ABSENT)[number]
>;

/** What differs for the client of one profile. */
export interface ZendeskMigrationOverride
  extends Partial<Omit<MigratedProfileClientProps, 'additionalScopes' | (typeof ABSENT)[number]>> {
  /**
   * Scopes beyond those of the profile, in place of the common ones.
   * @default - the common `additionalScopes`
   */
  readonly additionalScopes?: readonly KnownScope[];
}

/** Props of `ZendeskMigration`: the profiles, and what their clients have in common. */
export interface ZendeskMigrationProps<
  L extends readonly string[] = readonly ProfileId[],
  A extends readonly string[] = readonly string[],
> extends Shared {
  /**
   * The profiles of the people who migrate, in any order. Those that need no softphone client get none. A list that the
   * compiler does not see, from a JSON file for example, is checked by the constructor.
   */
  readonly profiles: L & KnownProfiles<L>;
  /**
   * Name of the client of a profile, as admins see it in Genesys Cloud.
   * @default - `Zendesk <profile>`
   */
  readonly name?: (profile: ClientProfileId) => string;
  /**
   * The grant of all clients.
   * @default 'CODE'
   */
  readonly authorizedGrantType?: string;
  /**
   * Scopes of all clients beyond those of their profiles.
   * @default - none
   */
  readonly additionalScopes?: A & KnownScopes<A>;
  /**
   * What differs for a profile: each prop takes the place of the common one. A profile that is not in the list has no client
   * to which it could apply.
   * @default - all clients have the common props
   */
  readonly overrides?: { readonly [Id in ClientProfileId]?: ZendeskMigrationOverride };
}

/** `L` when every literal in it is a profile; else a sentence that names the one that is none. */
type KnownProfiles<L extends readonly string[]> = string extends L[number]
  ? L
  : [Exclude<L[number], ProfileId>] extends [never]
    ? L
    : `unknown profile ${Exclude<L[number], ProfileId>}`;

/** The profiles that a list may hold and that get a client. */
type Possible<L extends readonly string[]> = string extends L[number] ? ClientProfileId : L[number] & ClientProfileId;

/** Those that it holds for certain: not an element that is one of several, and nothing of a list of unknown length. */
type Certain<L extends readonly string[]> = number extends L['length']
  ? never
  : {
      [Id in ClientProfileId]: true extends { [I in keyof L]: [L[I]] extends [Id] ? true : false }[number] ? Id : never;
    }[ClientProfileId];

/** A value for each profile of the list that gets a client. */
export type PerProfile<L extends readonly string[], T> = {
  readonly [Id in Certain<L>]: T;
} & { readonly [Id in Possible<L>]?: T };

/** The clients of a migration, by profile. */
export type MigratedClients<L extends readonly string[]> = PerProfile<L, MigratedProfileClient>;

const BEYOND = ['profiles', 'overrides'] as const;
const OVERRIDABLE = [...OWN_PROPS, ...PROVIDER_PROPS].filter((prop) => !(ABSENT as readonly string[]).includes(prop));
const COMMON = [...BEYOND, ...OVERRIDABLE.filter((prop) => !(SINGLE as readonly string[]).includes(prop))];

const profileId = z.string('expected names of profiles').check(
  z.superRefine((id, context) => {
    if (isProfileId(id)) return;
    const message = `unknown profile "${id}"${didYouMean(id, PROFILE_IDS)}; profiles are ${PROFILE_IDS.join(', ')}`;
    context.addIssue({ code: 'custom', message });
  }),
);

const schema = z.looseObject({
  profiles: z.array(profileId, {
    error: ({ input }) => `${input === undefined ? 'is required' : 'is no list'}; give the profiles that migrate`,
  }),
  name: z.optional(z.custom((value) => typeof value === 'function', 'expected a function of the profile')),
  overrides: z.optional(z.looseObject({}, 'expected an object with profiles as keys')),
});

/** What is wrong with the props as such; what is wrong with those of the clients shows when they are looked at one by one. */
export function migrationShapeProblems(props: unknown): PropProblem[] {
  if (typeof props !== 'object' || props === null) return [{ prop: 'props', message: 'expected an object' }];
  const issues = schema.safeParse(props).error?.issues ?? [];
  const { overrides } = props as { readonly overrides?: unknown };
  return [
    ...keyProblems(props, COMMON),
    ...issues.map(({ path, message }) => ({ prop: path.join('.'), message })),
    ...(typeof overrides === 'object' && overrides !== null ? Object.entries(overrides).flatMap(overrideProblems) : []),
  ];
}

function overrideProblems([id, override]: [string, unknown]): PropProblem[] {
  const prop = `overrides.${id}`;
  const ids: readonly string[] = PROFILE_IDS;
  if (!isProfileId(id))
    return [{ prop, message: `unknown profile${didYouMean(id, ids)}; profiles are ${ids.join(', ')}` }];
  if (override === undefined) return [];
  if (typeof override !== 'object' || override === null) return [{ prop, message: 'expected an object of props' }];
  return keyProblems(override, OVERRIDABLE, `${prop}.`);
}

function keyProblems(props: object, allowed: readonly string[], above = ''): PropProblem[] {
  return Object.keys(props)
    .filter((key) => !allowed.includes(key))
    .map((key) => ({ prop: above + key, message: whyNot(key, allowed) }));
}

function whyNot(key: string, allowed: readonly string[]): string {
  if ((ABSENT as readonly string[]).includes(key)) {
    return 'has no place here: a migration makes one whole client for each profile; for another make a MigratedProfileClient';
  }
  if ((SINGLE as readonly string[]).includes(key)) return 'is of one client: write it into overrides, at the profile';
  return `unknown prop${didYouMean(key, allowed)}; props are ${allowed.join(', ')}`;
}
