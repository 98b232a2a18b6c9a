import { type Problem, publicText } from '../model';
import { DEFAULT_POLICY, findPolicyFile, type Policy, parsePolicy, readCatalog, readPolicyFile } from '../policy';
import { terminal } from '../reporters';
import { RULE_IDS } from '../rules';
import { type Catalog, CLIENT_PROFILE_IDS, isProfileId, profileOf, profileProblems, VOCABULARIES } from '../scopes';
import { projectOf } from '../sources';
import type { RequiredScopesOptions } from './types';

/** A policy with the catalogue that it names. */
export interface Judging {
  readonly policy: Policy;
  readonly catalog: Catalog;
}

/** The policy that the options ask for, or why there is none. */
export function judgingBy(options: RequiredScopesOptions): Judging | string {
  const wrong = wrongOption(options);
  if (wrong !== undefined) return wrong;
  const { policy: given, profile, vocabulary } = options;
  const read = given !== undefined && typeof given !== 'string' ? inline(given) : fromFile(given);
  if (!('clients' in read)) return policyIsWrong(read);
  const policy = {
    ...read,
    ...(profile !== undefined && { base: profileOf(profile), baseNamed: true, unmatched: 'base' as const }),
    ...(vocabulary !== undefined && { vocabulary }),
  };
  const catalog = readCatalog(policy);
  return 'message' in catalog ? policyIsWrong([catalog]) : { policy, catalog };
}

/** Without a path, the file that the synth gate takes. */
function fromFile(path = findPolicyFile(projectOf(process.cwd()))): Policy | readonly Problem[] {
  return path === undefined ? DEFAULT_POLICY : readPolicyFile(path, RULE_IDS);
}

/** As if it stood in a file: with the same rules, and the same words for what is wrong. */
function inline(given: Readonly<Record<string, unknown>>): Policy | readonly Problem[] {
  return parsePolicy(JSON.stringify(given, undefined, 2), INLINE, RULE_IDS);
}

const INLINE = publicText('the option policy');

function policyIsWrong(problems: readonly Problem[]): string {
  const lines = problems.map(({ at, message }) => {
    const place = at.file === INLINE ? at.file : `${at.file}:${at.line ?? 1}:${at.column ?? 1}`;
    return `  ${terminal(publicText(`${place}: ${message}`))}`;
  });
  return `the policy is wrong\n${lines.join('\n')}`;
}

const OPTIONS = [
  'policy',
  'profile',
  'vocabulary',
  'unknown',
] as const satisfies readonly (keyof RequiredScopesOptions)[];

/** What is wrong with options that no compiler has seen. */
function wrongOption(options: unknown): string | undefined {
  if (typeof options !== 'object' || options === null) return `the options are no object with ${OPTIONS.join(', ')}`;
  const extra = Object.keys(options).find((key) => !OPTIONS.some((known) => known === key));
  if (extra !== undefined) return `unknown option "${extra}"; options are ${OPTIONS.join(', ')}`;
  const { policy, profile, vocabulary, unknown } = options as Record<string, unknown>;
  if (policy !== undefined && typeof policy !== 'string' && !isPlainObject(policy))
    return 'policy is neither the path of a file nor what would stand in one';
  const wrongProfile = profile === undefined ? undefined : profileProblem(profile);
  if (wrongProfile !== undefined) return wrongProfile;
  return notIn('vocabulary', vocabulary, VOCABULARIES) ?? notIn('unknown', unknown, ['pass', 'fail']);
}

function profileProblem(profile: unknown): string | undefined {
  const ids: readonly unknown[] = CLIENT_PROFILE_IDS;
  if (ids.includes(profile)) return undefined;
  if (typeof profile === 'string') {
    const what = isProfileId(profile) ? `users of profile "${profile}" need no client` : `unknown profile "${profile}"`;
    return `${what}; profiles are ${ids.join(', ')}, or a value of defineProfile`;
  }
  const [problem] = profileProblems(profile);
  return problem === undefined ? undefined : `profile: ${problem}; make it with defineProfile`;
}

function notIn(option: string, value: unknown, allowed: readonly string[]): string | undefined {
  if (value === undefined || allowed.some((each) => each === value)) return undefined;
  return `${option} is ${JSON.stringify(value)}; allowed: ${allowed.join(', ')}`;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
