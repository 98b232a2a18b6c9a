import { DECLARATIONS_VARIABLE } from '../../lib/model';
import { POLICY_FILE } from '../../lib/policy';
import { cli, type Files, inFolder } from '../cli/run-cli';
import { BASE_SCOPES } from '../helpers/scopes';
import { body, entry, plan, TYPE, tfJson } from '../sources/inputs';

/** What a check said, in the words of the report. */
export interface Judged {
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout: string;
  /** `verdict`, or `ignored: reason`, by the last part of the address; with a source before it where there are several. */
  readonly clients: Readonly<Record<string, string>>;
  /** The profile that held, by the same names. */
  readonly profiles: Readonly<Record<string, string | null>>;
  /** `severity id`, with `open` and `silenced` where that holds. Ids without the resource type. */
  readonly findings: readonly string[];
  readonly accepted: readonly string[];
  readonly problems: readonly string[];
}

/** A client that the base profile accepts by the names of the migration guidance. */
export const MIGRATED = { scopes: BASE_SCOPES };
export const CHAT = [...BASE_SCOPES, 'interaction:write', 'digital:read'];

/** Checks files by a policy that lies beside them. */
export async function judged(policy: unknown, files: Files, ...args: readonly string[]): Promise<Judged> {
  return inFolder({ [POLICY_FILE]: JSON.stringify(policy), ...files }, () => run('check', ...args));
}

/** Runs a command in the current folder and reads its report. */
export async function run(...args: readonly string[]): Promise<Judged> {
  const { code, stdout, stderr } = await cli([...args, '--format', 'json']);
  const nothing = { sources: [], clients: [], findings: [], accepted: [], problems: [] };
  const report = stdout === '' ? nothing : JSON.parse(stdout);
  const isOne = report.sources.length < 2;
  return {
    code,
    stderr,
    stdout,
    clients: Object.fromEntries(report.clients.map((client: Client) => [nameOf(client, isOne), verdictOf(client)])),
    profiles: Object.fromEntries(report.clients.map((client: Client) => [nameOf(client, isOne), client.profile])),
    findings: report.findings.map(findingLine),
    accepted: report.accepted.map(({ id }: Finding) => short(id)),
    problems: report.problems.map(({ message }: { message: string }) => message),
  };
}

/** Checks one Terraform JSON document of clients, by name. */
export function judgedClients(
  policy: unknown,
  clients: Readonly<Record<string, object>>,
  declared?: Readonly<Record<string, object>>,
): Promise<Judged> {
  return judged(policy, { 'main.tf.json': document(clients, declared) }, 'main.tf.json');
}

/** A document of clients that pass, unless their fields say otherwise, and of what code declares of them. */
export function document(
  clients: Readonly<Record<string, object>>,
  declared?: Readonly<Record<string, object>>,
): string {
  const bodies = Object.fromEntries(Object.entries(clients).map(([name, fields]) => [name, body({ ...fields })]));
  const said = Object.entries(declared ?? {}).map(([name, declaration]) => [`${TYPE}.${name}`, declaration]);
  const variable = { [DECLARATIONS_VARIABLE]: { default: { v: 1, clients: Object.fromEntries(said) } } };
  return tfJson(bodies, declared === undefined ? {} : { variable });
}

/** A plan with one entry for each address, which creates a client that passes unless `change` says otherwise. */
export function planOf(changes: Readonly<Record<string, object>>, rest: object = {}): string {
  return plan(
    Object.entries(changes).map(([address, change]) => entry(address, { ...change })),
    { ...rest },
  );
}

/** A change of a client from one body to another. */
export function update(before: object, after: object, rest: object = {}): object {
  return { actions: ['update'], before: body({ ...before }), after: body({ ...after }), ...rest };
}

interface Client {
  readonly source: string;
  readonly address: string;
  readonly verdict: string;
  readonly reason: string | null;
  readonly profile: string | null;
}

interface Finding {
  readonly id: string;
  readonly severity: string;
  readonly kind: string;
  readonly silenced: boolean;
}

function nameOf({ source, address }: Client, isOne: boolean): string {
  return isOne ? short(address) : `${source} ${short(address)}`;
}

function verdictOf({ verdict, reason }: Client): string {
  return reason === null ? verdict : `${verdict}: ${reason}`;
}

export function findingLine({ id, severity, kind, silenced }: Finding): string {
  return [severity, ...(kind === 'open' ? ['open'] : []), short(id), ...(silenced ? ['silenced'] : [])].join(' ');
}

function short(text: string): string {
  return text.replaceAll(`${TYPE}.`, '');
}
