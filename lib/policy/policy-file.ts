import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { decode, errorCode, type JsonPath, parseLocatedJson } from '../files';
import { type Location, type Problem, publicText, type Text } from '../model';
import { type Profile, profileOf } from '../scopes';
import { DEFAULT_POLICY, type Policy, type PolicyEntry } from './policy';
import { policyProblems } from './policy-problems';
import { type PolicyDocument, policySchema } from './policy-schema';

export const POLICY_FILE = 'genesys-scopes.json';

/** The policy file of a folder or of the nearest one above it, never above the root of the repository. */
export function findPolicyFile(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, POLICY_FILE);
    if (existsSync(file)) return relative(process.cwd(), file) || file;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return undefined;
  }
}

/** Reads a policy file, or says what is wrong with it and where. */
export function readPolicyFile(path: string, ruleIds: readonly string[]): Policy | readonly Problem[] {
  const file = publicText(path.split(sep).join('/'));
  let text: string | Problem;
  try {
    text = decode(readFileSync(path), file);
  } catch (error) {
    return [{ message: publicText(`cannot be read (${errorCode(error)})`), at: { file } }];
  }
  const parsed = typeof text === 'string' ? parseLocatedJson(text, file) : text;
  if ('message' in parsed) return [parsed];
  const schema = policySchema(ruleIds);
  const document = schema.safeParse(parsed.value);
  return document.success
    ? toPolicy(document.data, parsed.locate, file)
    : document.error.issues.flatMap((issue) => policyProblems(issue, schema, parsed.locate));
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
  const named = profile === undefined ? undefined : profileOf(profile);
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
