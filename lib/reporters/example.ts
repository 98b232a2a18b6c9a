import type { Example } from '../rules';

/** The example of a rule as Markdown: HCL of one client, a change as Terraform prints one, or a JSON document. */
export function exampleMarkdown({ attributes, document, declared, usage, before, actions }: Example): string {
  if (before !== undefined) return changeText({ ...before }, { ...attributes }, actions);
  if (document !== undefined) return fenced('json', [JSON.stringify(document, null, 2)]);
  return fenced('hcl', [
    ...(declared === undefined ? [] : [`# declared: ${JSON.stringify(declared)}`]),
    ...(usage?.calls ?? []).map(
      ({ operation, scopes }) => `# called: ${operation}, which needs ${scopes.join(' or ')}`,
    ),
    ...Object.entries(attributes ?? {}).map(([name, value]) => hcl(name, value)),
  ]);
}

/** What goes, what comes, what stays. */
function changeText(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  actions: Example['actions'],
): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const lines = names.flatMap((name) => {
    const [was, is] = [before, after].map((side) => (name in side ? hcl(name, side[name]) : undefined));
    if (was === is) return [`  ${was}`];
    return [...(was === undefined ? [] : [`- ${was}`]), ...(is === undefined ? [] : [`+ ${is}`])];
  });
  const action = actions === undefined ? 'the plan updates the client' : `the plan does ${actions.join(', then ')}`;
  return fenced('diff', [`# ${action}`, ...lines]);
}

function fenced(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

function hcl(name: string, value: unknown): string {
  if (isBlock(value))
    return `${name} {\n${Object.entries(value)
      .map(([key, inner]) => `  ${hcl(key, inner)}`)
      .join('\n')}\n}`;
  if (Array.isArray(value) && value.every(isBlock)) return value.map((block) => hcl(name, block)).join('\n');
  return `${name} = ${JSON.stringify(value)?.replaceAll('","', '", "')}`;
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
