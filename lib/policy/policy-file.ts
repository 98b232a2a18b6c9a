import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { bytesOf, guarded, type JsonPath, parseLocatedJson, textOf, WHAT_TO_GIVE } from '../files';
import { type Location, type Problem, publicText, type Text } from '../model';
import { type Profile, profileOf } from '../scopes';
import { DEFAULT_POLICY, type Policy, type PolicyEntry } from './policy';
import { hiddenKeys, policyProblems, problemAt } from './policy-problems';
import { type PolicyDocument, policySchema } from './policy-schema';

export const POLICY_FILE = 'genesys-scopes.json';

/** The policy file of a folder or of the nearest one above it, never above the root of the repository. */
export function findPolicyFile(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, POLICY_FILE);
    if (isThere(file)) return relative(process.cwd(), file) || file;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return undefined;
  }
}

/** True for a link to nothing too: somebody meant it to be a policy. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Reads a policy file, or says what is wrong with it and where. */
export function readPolicyFile(path: string, ruleIds: readonly string[]): Policy | readonly Problem[] {
  const file = publicText(path.split(sep).join('/'));
  const text = textOf(() => bytesOf(path), file);
  if (typeof text !== 'string') return [text];
  return guarded<Policy | readonly Problem[]>(
    file,
    () => parsePolicy(text, file, ruleIds),
    (problem) => [problem],
  );
}

/** Reads the text of a policy; `file` is its name in problems. */
export function parsePolicy(text: string, file: Text, ruleIds: readonly string[]): Policy | readonly Problem[] {
  const parsed = parseLocatedJson(text, file);
  // What to give instead is said of what people have checked.
  if ('message' in parsed)
    return [parsed.remedy === WHAT_TO_GIVE ? { message: parsed.message, at: parsed.at } : parsed];
  const { value, locate, repeated } = parsed;
  if (repeated.length > 0) return repeated.map(({ path, at }) => problemAt(path, 'is written twice; keep one', at));
  const schema = policySchema(ruleIds);
  const document = schema.safeParse(value);
  const issues = [...hiddenKeys(value), ...(document.error?.issues ?? [])];
  if (document.success && issues.length === 0) return toPolicy(document.data, locate, file);
  const problems = issues.flatMap((issue) => policyProblems(issue, schema, locate));
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()].sort(
    (a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0),
  );
}

/** A policy as it is used: profiles looked up, each part with its place. */
function toPolicy(document: PolicyDocument, locate: (path: JsonPath) => Location, file: Text): Policy {
  return {
    ...DEFAULT_POLICY,
    file,
    unmatched: document.unmatched,
    clients: document.clients.map((entry, index) => toEntry(entry, locate(['clients', index]))),
    severities: new Map(
      Object.entries(document.rules).flatMap(([rule, severity]) => (severity === undefined ? [] : [[rule, severity]])),
    ),
    knownScopes: document.knownScopes,
    acknowledgments: document.acknowledge.map(({ source, ...acknowledgment }, index) => ({
      ...acknowledgment,
      ...sourcesOf(source),
      at: locate(['acknowledge', index]),
    })),
    ...(document.vocabulary && { vocabulary: document.vocabulary }),
    ...(document.catalog !== undefined && { catalog: { file: document.catalog, at: locate(['catalog']) } }),
  };
}

function toEntry(entry: PolicyDocument['clients'][number], at: Location): PolicyEntry {
  const match = typeof entry.match === 'string' ? { address: entry.match } : dropUndefined(entry.match);
  const text = publicText(
    [match.address, match.name === undefined ? undefined : `name "${match.name}"`].filter(Boolean).join(', '),
  );
  return {
    match,
    at,
    text,
    ...sourcesOf(entry.source),
    ...(entry.vocabulary && { vocabulary: entry.vocabulary }),
    ...(entry.ignore === undefined ? { profile: askedBy(entry, text) } : { ignore: entry.ignore }),
  };
}

/** What an entry asks for as one profile, whether it names one, lists scopes, or both. */
function askedBy({ profile, scopes, allowedScopes }: PolicyDocument['clients'][number], text: Text): Profile {
  const named = profile && profileOf(profile);
  if (named !== undefined && scopes === undefined && allowedScopes === undefined) return named;
  return {
    id: scopes === undefined ? (named?.id ?? '') : [named?.id, `scopes of ${text}`].filter(Boolean).join(' + '),
    capabilities: named?.capabilities ?? [],
    scopes: scopes ?? [],
    allowedScopes: allowedScopes ?? [],
  };
}

function sourcesOf(source: string | string[] | undefined): { sources?: readonly string[] } {
  return source === undefined ? {} : { sources: [source].flat() };
}

function dropUndefined(match: { address?: string | undefined; name?: string | undefined }): PolicyEntry['match'] {
  return {
    ...(match.address !== undefined && { address: match.address }),
    ...(match.name !== undefined && { name: match.name }),
  };
}
