import {
  DECLARATIONS_VARIABLE,
  type Declaration,
  declarationsSchema,
  type Location,
  type Problem,
  publicText,
  type Text,
} from '../model';
import type { Json } from './json';

/** What a stack's variable says of its clients. */
export interface ReadDeclarations {
  readonly clients: ReadonlyMap<string, Declaration>;
  readonly bypassed?: Text;
  readonly problems: readonly Problem[];
}

export const NO_DECLARATIONS: ReadDeclarations = { clients: new Map(), problems: [] };

/** Reads the variable's default: never its value, which `-var` can change. One that does not fit is a problem. */
export function readDeclarations(value: Json | undefined, at: Location): ReadDeclarations {
  if (value === undefined || value === null) return NO_DECLARATIONS;
  const parsed = declarationsSchema.safeParse(value);
  if (parsed.success) {
    const { clients, bypass } = parsed.data;
    return {
      clients: new Map(Object.entries(clients)),
      ...(bypass !== undefined && { bypassed: publicText(bypass) }),
      problems: [],
    };
  }
  const [issue] = parsed.error.issues;
  const where = [DECLARATIONS_VARIABLE, 'default', ...(issue?.path ?? [])].join('.');
  const problem: Problem = {
    message: publicText(`variable ${where} cannot be understood: ${issue?.message ?? 'unexpected value'}`),
    remedy: publicText('Synthesize again with the release of this tool that checks; the variable is not for editing.'),
    at,
  };
  return { clients: new Map(), problems: [problem] };
}
