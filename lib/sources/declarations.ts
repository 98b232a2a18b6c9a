import type { Json, JsonObject } from '../files';
import type { Expression } from '../hcl';
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
import type { ModuleFile } from './configuration/module-file';

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

/** What the files of one module declare. */
export function declarationsIn(files: readonly ModuleFile[], prefix: string): ReadDeclarations {
  const variables = files.flatMap(({ file, body }) =>
    body.blocks
      .filter(({ type, labels }) => type === 'variable' && labels[0] === DECLARATIONS_VARIABLE)
      .map((block) => {
        const value = block.body.attributes.get('default');
        return { value: value?.value, at: (value?.at ?? block.at)?.() ?? { file } };
      }),
  );
  const read = variables.map(({ value, at }) =>
    readDeclarations(value === undefined ? {} : { default: plainValue(value) }, at, prefix),
  );
  return joinDeclarations(variables[1] === undefined ? read : [...read, declaredTwice(variables[1].at)]);
}

/** A literal value. What is none stands as null in it, which no declaration has. */
function plainValue(expression: Expression): Json {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'list') return expression.elements.map(plainValue);
  if (expression.kind !== 'object') return null;
  return Object.fromEntries(expression.entries.map(({ key, value }) => [key ?? '', plainValue(value)]));
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

function declaredTwice(at: Location): ReadDeclarations {
  return { clients: new Map(), problems: [problem(`variable ${DECLARATIONS_VARIABLE} is declared twice`, at)] };
}

function problem(message: string, at: Location): Problem {
  return {
    message: publicText(message),
    remedy: publicText('Synthesize again with the release of this tool that checks; the variable is not for editing.'),
    at,
  };
}
