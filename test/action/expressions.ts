/** What expressions may name: `inputs`, `steps`, `github`. */
export type Contexts = Readonly<Record<string, unknown>>;

export interface Status {
  readonly failed: boolean;
}

/** A text in which the runner has filled in the expressions. */
export function fillIn(text: string, contexts: Contexts, status: Status = { failed: false }): string {
  return text.replace(/\$\{\{(.+?)\}\}/gs, (_, expression) => shown(evaluate(expression, contexts, status)));
}

/** Whether a step runs. Without a function that asks for the status, only after success. */
export function holds(condition: string, contexts: Contexts, status: Status): boolean {
  const [, expression = condition] = /^\s*\$\{\{(.+)\}\}\s*$/s.exec(condition) ?? [];
  const asksForStatus = /\b(?:always|cancelled|failure|success)\(/.test(expression);
  return (asksForStatus || !status.failed) && isTrue(evaluate(expression, contexts, status));
}

/** The part of GitHub's expressions that this action uses; anything else is an error. */
function evaluate(expression: string, contexts: Contexts, status: Status): unknown {
  const tokens = expression.match(/'(?:[^']|'')*'|==|!=|&&|\|\||[!()]|[\w.-]+|\S/g) ?? [];
  const take = (token: string) => tokens[0] === token && tokens.shift() !== undefined;
  const or = (): unknown => {
    let value = and();
    while (take('||')) {
      const other = and();
      value = isTrue(value) ? value : other;
    }
    return value;
  };
  const and = (): unknown => {
    let value = equal();
    while (take('&&')) {
      const other = equal();
      value = isTrue(value) ? other : value;
    }
    return value;
  };
  const equal = (): unknown => {
    const value = unary();
    if (take('==')) return isSame(value, unary());
    return take('!=') ? !isSame(value, unary()) : value;
  };
  const unary = (): unknown => (take('!') ? !isTrue(unary()) : primary());
  const primary = (): unknown => {
    const token = tokens.shift() ?? '';
    if (token === '(') {
      const value = or();
      if (!take(')')) throw new Error(`no closing bracket in ${expression}`);
      return value;
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (!/^[A-Za-z_]/.test(token)) throw new Error(`cannot evaluate ${token} in ${expression}`);
    if (!take('(')) return lookUp(token, contexts);
    const argument = tokens[0] === ')' ? undefined : or();
    if (!take(')')) throw new Error(`no closing bracket in ${expression}`);
    return call(token, argument, status);
  };
  const value = or();
  if (tokens.length > 0) throw new Error(`cannot evaluate ${tokens[0]} in ${expression}`);
  return value;
}

function lookUp(path: string, contexts: Contexts): unknown {
  const [context = '', ...names] = path.split('.');
  if (!(context in contexts)) throw new Error(`there is no context ${context}`);
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined,
    contexts[context],
  );
}

function call(name: string, argument: unknown, { failed }: Status): unknown {
  switch (name) {
    case 'toJSON':
      return JSON.stringify(argument, null, 2);
    case 'always':
      return true;
    case 'cancelled':
      return false;
    case 'failure':
      return failed;
    case 'success':
      return !failed;
    default:
      throw new Error(`there is no function ${name}`);
  }
}

function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}

/** GitHub compares texts without regard to case. */
function isSame(a: unknown, b: unknown): boolean {
  return shown(a).toLowerCase() === shown(b).toLowerCase();
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
