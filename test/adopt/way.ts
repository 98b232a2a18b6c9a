import { cli, type Files, inFolder } from '../cli/run-cli';
import { HOST } from '../helpers/host';
import type { OAuthClient } from '../platform/oauth-clients';
import type { Platform } from '../platform/platform';
import type { Plan } from '../terraform/plan';
import { synthesized } from '../terraform/synthesized';
import type { Terraform } from '../terraform/terraform';
import { adoptedClientsOf, compilerErrors } from './compile';

/** What `adopt` answered, with the code on standard output. */
export async function adoptFiles(
  files: Files,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  return inFolder(files, () => cli(['adopt', ...args], { env }));
}

/** The code of clients, which has to compile, as files for Terraform. */
export function synthesizedCode(code: string): Record<string, string> {
  const errors = compilerErrors(code);
  if (errors.length > 0) throw new Error(`the code does not compile:\n${errors.join('\n')}\n${code}`);
  return synthesized(adoptedClientsOf(code));
}

/** The code after a person said of each client that nobody can tell what it is for that it is left out. */
export function decided(code: string): string {
  const blocks = /^ {4}\/\/ Undecided:[\s\S]*?if none does\.\n([\s\S]*?)^ {2}\}\n/gm;
  if (!blocks.test(code)) return code;
  const said = code.replace(
    blocks,
    (_, made: string) => `${made}    ScopeValidation.of(client).exempt(client, 'no agent logs in with it');\n  }\n`,
  );
  return /^import .*ScopeValidation/m.test(said)
    ? said
    : said.replace(` } from '${HOST.package}';`, `, ScopeValidation } from '${HOST.package}';`);
}

/** Puts a client with the id that it has elsewhere into the organisation. */
export function settle(platform: Platform, client: OAuthClient): void {
  (platform.clients.all as Map<string, OAuthClient>).set(client.id, client);
}

/** One line of the table, or of a plan: what the first apply changes of a client. */
export interface Change {
  readonly adds: readonly string[];
  readonly removes: readonly string[];
  /** Other attributes that change. */
  readonly others?: readonly string[];
}

/** What the table announces, by the address of the client. */
export function announcedIn(stderr: string): Readonly<Record<string, Change>> {
  const changes: Record<string, { adds: string[]; removes: string[] }> = {};
  let current: { adds: string[]; removes: string[] } | undefined;
  for (const line of stderr.split('\n')) {
    const address = /^(?:import|move|stays) +(\S+) \(/.exec(line)?.[1];
    if (address !== undefined) {
      current = { adds: [], removes: [] };
      changes[address] = current;
    }
    const [, sign, names = ''] = /^ {9}([+-]) (.*)$/.exec(line) ?? [];
    if (sign === '+') current?.adds.push(...names.split(', '));
    if (sign === '-') current?.removes.push(...names.split(', '));
  }
  return changes;
}

/** What a plan changes, by address; it must import or move each client, and nothing else. */
export function plannedIn(plan: Plan, by: 'import' | 'move' = 'import'): Readonly<Record<string, Change>> {
  const changes = (plan.resource_changes ?? []).map(({ address, change, previous_address }) => {
    const { actions, before, after, importing } = change;
    const isTaken = by === 'import' ? importing !== undefined : previous_address !== undefined;
    if (!isTaken || !['no-op', 'update'].includes(actions.join())) throw new Error(`${address}: ${actions}`);
    const [had, has] = [namesIn(before?.scopes), namesIn(after?.scopes)];
    const others = Object.keys({ ...before, ...after }).filter(
      (name) => name !== 'scopes' && JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
    );
    const planned: Change = {
      adds: has.filter((name) => !had.includes(name)),
      removes: had.filter((name) => !has.includes(name)),
      others: others.filter((name) => name !== 'expose_client_secret'),
    };
    return [address, planned] as const;
  });
  return Object.fromEntries(changes);
}

function namesIn(scopes: unknown): readonly string[] {
  return [...((scopes ?? []) as readonly string[])].sort();
}

/** Plans and applies the code; says what the plan did, and what a second one would. */
export async function applied(
  terraform: Terraform,
  code: string,
): Promise<{ first: Plan; second: Plan; errors: readonly string[] }> {
  const { write, plan, showPlan, apply } = terraform;
  write(synthesizedCode(code));
  const planned = await plan();
  if (planned.code !== 0) throw new Error(`the plan failed:\n${planned.errors.join('\n')}`);
  const first = await showPlan();
  const { errors } = await apply();
  await plan();
  return { first, second: await showPlan(), errors };
}
