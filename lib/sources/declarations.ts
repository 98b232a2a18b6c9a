import type { JsonObject } from '../files';
import {
  DECLARATIONS_VARIABLE,
  type Declaration,
  type Declarations,
  declarationsSchema,
  type Location,
  type OAuthClientRecord,
  type Problem,
  publicText,
  type Text,
} from '../model';

/** What a stack's variable says of its clients. */
export interface ReadDeclarations {
  readonly clients: ReadonlyMap<string, Declaration>;
  readonly bypassed?: Text;
  readonly problems: readonly Problem[];
}

/**
 * Reads the variable's default: never its value, which `-var` can change. One that does not fit is a problem.
 *
 * @param prefix of the addresses: the path of the module that has the variable
 */
export function readDeclarations(variable: JsonObject, at: Location, prefix = ''): ReadDeclarations {
  const parsed = declarationsSchema.safeParse(variable.default ?? null);
  if (parsed.success) return toReadDeclarations(parsed.data, prefix);
  const [issue] = parsed.error.issues;
  const where = [DECLARATIONS_VARIABLE, 'default', ...(issue?.path ?? [])].join('.');
  return {
    clients: new Map(),
    problems: [problem(`variable ${where} cannot be understood: ${issue?.message ?? 'unexpected value'}`, at)],
  };
}

/** Declarations that are known to be sound, as a source gives them. */
export function toReadDeclarations({ clients, bypass }: Declarations, prefix = ''): ReadDeclarations {
  return {
    clients: new Map(Object.entries(clients).map(([address, declaration]) => [prefix + address, declaration])),
    ...(bypass !== undefined && { bypassed: publicText(bypass) }),
    problems: [],
  };
}

/** What several variables say together. One module has one: a second is a mistake that Terraform refuses too. */
export function joinDeclarations(all: readonly ReadDeclarations[]): ReadDeclarations {
  const bypassed = all.find((each) => each.bypassed !== undefined)?.bypassed;
  return {
    clients: new Map(all.flatMap((each) => [...each.clients])),
    ...(bypassed !== undefined && { bypassed }),
    problems: all.flatMap((each) => each.problems),
  };
}

/** The declared addresses that no client has. */
export function orphansOf(declared: ReadDeclarations, clients: readonly OAuthClientRecord[]): Text[] {
  const addresses = new Set<string>(clients.map((client) => client.address));
  return [...declared.clients.keys()].filter((address) => !addresses.has(address)).map(publicText);
}

export function declaredTwice(at: Location): ReadDeclarations {
  return { clients: new Map(), problems: [problem(`variable ${DECLARATIONS_VARIABLE} is declared twice`, at)] };
}

function problem(message: string, at: Location): Problem {
  return {
    message: publicText(message),
    remedy: publicText('Synthesize again with the release of this tool that checks; the variable is not for editing.'),
    at,
  };
}
