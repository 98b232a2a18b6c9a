import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/run-cli';
import { INPUTS } from './gitlab-job';
import { ACTION } from './runner';

/** The pages about continuous integration, with the tables that each shows. */
export const PAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/github.md': { inputs: inputsTable(ACTION.inputs), outputs: outputsTable() },
  'docs/gitlab.md': { inputs: inputsTable(INPUTS) },
};

/** A page as it should be: what follows a comment is the file or the table that the comment names. */
export function renderPage(path: string): string {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const withFiles = text.replace(/(<!-- file: (.+?) -->\n```\w*\n).*?```/gs, (_, head: string, file: string) => {
    return `${head}${readFileSync(join(ROOT, file), 'utf8').trimEnd()}\n\`\`\``;
  });
  return withFiles.replace(/(<!-- table: (\w+) -->\n\n)(?:\|.*\n)*\n?/g, (_, head: string, name: string) => {
    return `${head}${PAGES[path]?.[name] ?? ''}\n`;
  });
}

type Inputs = Readonly<
  Record<
    string,
    {
      readonly description: string;
      readonly default?: string | undefined;
      readonly options?: readonly string[] | undefined;
    }
  >
>;

function inputsTable(inputs: Inputs): string {
  const rows = Object.entries(inputs).map(([name, { description, default: value, options }]) => {
    const what = options === undefined ? description : `${description} One of ${options.map(code).join(', ')}.`;
    return [code(name), value === undefined ? 'needed' : value === '' ? '' : code(value), what];
  });
  return table(['input', 'default', ''], rows);
}

function outputsTable(): string {
  return table(
    ['output', ''],
    Object.entries(ACTION.outputs).map(([name, { description }]) => [code(name), description]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return lines.join('').replaceAll(' * ', ' \\* ');
}

function code(text: string): string {
  return `\`${text}\``;
}
