import { type GenesysCloud, type GenesysReader, genesysReader, HttpError, type Patience, startDeadline } from '../http';
import { askScopes, explainFailure, listClients } from '../live';
import { type Problem, printed, publicText, type Reading, type Text } from '../model';
import type { Catalog } from '../scopes';
import { readOAuthClients } from '../sources';
import { type Listed, leaveOut } from './left-out';
import { type AskedUsage, withUsage } from './usage';

export interface AuditOptions {
  readonly patience: Patience;
  /** The day of the audit, as YYYY-MM-DD. */
  readonly today: string;
  /** Name of the organisation in the report. @default - its host */
  readonly label?: string;
  /** Of how many days the usage is asked for. @default - it is not asked for */
  readonly usageDays?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

/** An organisation as it is now. */
export interface Audited extends Listed {
  /** Its own catalogue, or why it cannot be had; absent where there are no clients to judge. */
  readonly catalog?: Catalog | Problem;
  readonly usage?: Pick<AskedUsage, 'asked' | 'failures'>;
}

/** Reads an organisation's clients, its catalogue, and what the clients call. Opens connections, and changes nothing. */
export async function auditOrganisation(cloud: GenesysCloud, options: AuditOptions): Promise<Audited> {
  const { patience, today, usageDays, label = cloud.api.host } = options;
  const file = publicText(cloud.api.host);
  let api: GenesysReader | undefined;
  const open = async () => {
    api ??= await genesysReader(cloud, startDeadline(patience));
    return api;
  };
  const listed = leaveOut(await readClients(cloud, open, { label: publicText(label), path: file }));
  const { reading } = listed;
  if (reading.problems.length > 0 && reading.clients.length === 0) return listed;
  const scopes = await askScopes(open, cloud);
  const catalog: Catalog | Problem =
    'message' in scopes ? scopes : { date: today, source: 'organisation', scopes: new Set(scopes.map(({ id }) => id)) };
  const audited = { ...listed, remarks: [...listed.remarks, ...ownClient(reading, cloud)], catalog };
  if (usageDays === undefined) return audited;
  const longer = { ...patience, total: Math.max(patience.total, reading.clients.length * MILLISECONDS_A_CLIENT) };
  const { clients, ...usage } = await withUsage(
    reading.clients,
    () => genesysReader(cloud, startDeadline(longer)),
    cloud,
    { days: usageDays, today, second: patience.second, ...(options.onProgress && { onProgress: options.onProgress }) },
  );
  return { ...audited, reading: { ...reading, clients }, usage };
}

/** Rate limits let pass a few hundred requests a minute, and a client takes at least two. */
const MILLISECONDS_A_CLIENT = 5000;

async function readClients(
  cloud: GenesysCloud,
  open: () => Promise<GenesysReader>,
  source: Pick<Reading['source'], 'label' | 'path'>,
): Promise<Reading> {
  const nothing = (problem: Problem): Reading => {
    const empty = readOAuthClients([], source, 'organisation');
    return { ...empty, source: { ...empty.source, gap: 'unreadable' }, problems: [problem] };
  };
  try {
    const listed = await listClients(await open(), cloud.api.origin);
    if ('all' in listed) {
      // Whoever logs in as a client is one.
      if (listed.all.length === 0 && 'id' in cloud.credentials)
        return nothing({ message: EMPTY, at: { file: source.path } });
      return readOAuthClients(listed.all, source, 'organisation');
    }
    const { shown, total } = listed;
    return nothing({
      message: printed`lists ${shown} of ${total} OAuth clients: those that it leaves out would not be judged`,
      at: { file: source.path },
    });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const needs = { permission: 'oauth:client:view', scopes: ['oauth:readonly', 'oauth'] };
    return nothing(explainFailure(error.failure, cloud, needs));
  }
}

const EMPTY = publicText('lists no OAuth client, not even the one that logs in: the list is not whole');

/** It is judged as all others are, but who reads of it may want to know. */
function ownClient({ clients }: Reading, { credentials }: GenesysCloud): Text[] {
  if (!('id' in credentials)) return [];
  return clients
    .filter(({ attributes }) => attributes?.existing?.id === credentials.id)
    .map(({ address }) => printed`${address} is the client that this command logs in with`);
}
