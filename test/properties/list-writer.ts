/** A variable of a module, its values as plain data. */
export interface WrittenVariable {
  readonly type?: string;
  readonly default?: unknown;
  readonly nullable?: false;
  readonly sensitive?: true;
  /** What files of values, or an override, set it to. */
  readonly given?: { readonly in: 'terraform.tfvars' | 'a.auto.tfvars.json' | 'override'; readonly value: unknown };
}

/** Collects what an expression needs beside itself. */
export interface Writer {
  /** Adds a local; `below`: what an override lays over. */
  local(expression: string, below?: string): string;
  variable(variable: WrittenVariable): string;
  /** Adds a call of a module that hands back what it is given. */
  echo(expression: string): string;
}

/** What an expression needs, by name. */
export interface Needs {
  readonly locals: ReadonlyMap<string, { readonly expression: string; readonly below?: string }>;
  readonly variables: ReadonlyMap<string, WrittenVariable>;
  readonly echoes: ReadonlyMap<string, string>;
}

export function newWriter(): Writer & Needs {
  const locals = new Map<string, { expression: string; below?: string }>();
  const variables = new Map<string, WrittenVariable>();
  const echoes = new Map<string, string>();
  const add = <T>(map: Map<string, T>, letter: string, value: T): string => {
    const name = `${letter}${map.size}`;
    map.set(name, value);
    return name;
  };
  return {
    locals,
    variables,
    echoes,
    local: (expression, below) => `local.${add(locals, 'l', { expression, ...(below !== undefined && { below }) })}`,
    variable: (variable) => `var.${add(variables, 'v', variable)}`,
    echo: (expression) => `module.${add(echoes, 'e', expression)}.given`,
  };
}
