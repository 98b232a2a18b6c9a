/** What a line of a log is for GitHub's runner: a command, or text. */
export type Logged =
  | { readonly text: string }
  | { readonly command: string; readonly properties: Fields; readonly data: string };

type Fields = Readonly<Record<string, string>>;

const COMMANDS =
  /^(error|warning|notice|debug|group|endgroup|add-mask|set-output|save-state|stop-commands|echo|add-matcher)$/i;

/**
 * Reads a line as the runner does (ActionCommand.cs in actions/runner): `::` where the line begins, after blanks, or else
 * `##[` anywhere.
 */
export function readLogLine(line: string): Logged {
  const modern = /^\s*::([^\s:]+)(?: ((?:(?!::).)*))?::(.*)$/s.exec(line);
  if (modern?.[1] !== undefined && COMMANDS.test(modern[1])) {
    const properties = (modern[2] ?? '')
      .split(',')
      .filter((part) => part !== '')
      .map(property);
    return { command: modern[1], properties: Object.fromEntries(properties), data: decode(modern[3] ?? '', DATA) };
  }
  const legacy = /##\[([^\s\]]+)[^\]]*\](.*)$/s.exec(line);
  if (legacy?.[1] !== undefined && COMMANDS.test(legacy[1])) {
    return { command: legacy[1], properties: {}, data: legacy[2] ?? '' };
  }
  return { text: line };
}

const DATA = { '%0D': '\r', '%0A': '\n', '%25': '%' };
const PROPERTY = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };

function property(part: string): [string, string] {
  const [name = '', ...value] = part.split('=');
  return [name.trim(), decode(value.join('='), PROPERTY)];
}

function decode(text: string, table: Fields): string {
  return Object.entries(table).reduce((all, [from, to]) => all.replaceAll(from, to), text);
}
