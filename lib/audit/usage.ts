import { describeFailure, type GenesysCloud, type GenesysReader, HttpError } from '../http';
import { askUsage, type ClientUsage, explainFailure, type Needs, type UsageRow } from '../live';
import { judgeValue, type OAuthClientRecord, printed, publicText, type Text, type Usage } from '../model';
import { loadOperations, type Operations } from '../operations';
import { isUserless } from '../policy';

/** Clients of which it is not known what they call, and why. */
export interface UsageFailure {
  readonly clients: readonly Text[];
  readonly why: Text;
}

/** What came of asking for usage. */
export interface AskedUsage {
  readonly clients: readonly OAuthClientRecord[];
  /** Of how many clients it was asked. */
  readonly asked: number;
  readonly failures: readonly UsageFailure[];
}

export interface UsageOptions {
  readonly days: number;
  /** The day of the audit, as YYYY-MM-DD: it is not over, and not counted. */
  readonly today: string;
  /** Milliseconds that a second of waiting takes. */
  readonly second: number;
  readonly onProgress?: (done: number, all: number) => void;
}

const NEEDS: Needs = { permission: 'oauth:client:view or usage:client:view', scopes: ['oauth:readonly', 'oauth'] };

/** At once: an answer is waited for most of the time, and rate limits count requests. */
const AT_ONCE = 4;

/** Asks what clients call, and puts it to them. Of one whose usage cannot be had everything else is judged all the same. */
export async function withUsage(
  clients: readonly OAuthClientRecord[],
  open: () => Promise<GenesysReader>,
  cloud: GenesysCloud,
  options: UsageOptions,
): Promise<AskedUsage> {
  const waiting = clients.filter(isAsked);
  const answers = new Map<OAuthClientRecord, Usage | Text>();
  const operations = loadOperations();
  let api: Promise<GenesysReader> | undefined;
  const shared = () => {
    // One login for all: where it fails, it fails for each of them.
    api ??= open();
    return api;
  };
  const queue = [...waiting];
  const work = async () => {
    for (let client = queue.shift(); client !== undefined; client = queue.shift()) {
      answers.set(client, await usageOf(client, shared, cloud, operations, options));
      options.onProgress?.(answers.size, waiting.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    clients: clients.map((client) => {
      const usage = answers.get(client);
      return typeof usage === 'object' ? { ...client, usage } : client;
    }),
    asked: waiting.length,
    failures: failuresOf(waiting, answers),
  };
}

/** The roles of a client that speaks for itself decide what it may do: no scope of it is needed. */
function isAsked({ attributes }: OAuthClientRecord): boolean {
  return attributes?.existing !== undefined && judgeValue(attributes.authorizedGrantType, isUserless) !== true;
}

async function usageOf(
  { attributes }: OAuthClientRecord,
  open: () => Promise<GenesysReader>,
  cloud: GenesysCloud,
  operations: Operations,
  { days, today, second }: UsageOptions,
): Promise<Usage | Text> {
  try {
    const question = { clientId: attributes?.existing?.id ?? '', interval: intervalOf(days, today), second };
    const answer = await askUsage(await open(), question);
    return 'rows' in answer ? toUsage(answer, days, operations) : UNANSWERED[answer.unanswered];
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { remedy } = explainFailure(error.failure, cloud, NEEDS);
    const why = publicText(describeFailure(error.failure, cloud.api.host));
    return remedy === undefined ? why : printed`${why}. ${remedy}`;
  }
}

const UNANSWERED = {
  failed: publicText('the platform says that the query failed'),
  running: publicText('the platform was still counting after a minute'),
};

/** Whole days, by the clock of the platform, up to the end of yesterday: Genesys Cloud counts by the day. */
function intervalOf(days: number, today: string): string {
  const end = new Date(`${today}T00:00:00.000Z`);
  const start = new Date(end.getTime() - days * 86_400_000);
  return `${start.toISOString()}/${end.toISOString()}`;
}

/** The rows as published operations. */
function toUsage(
  { rows, whole }: Extract<ClientUsage, { rows: unknown }>,
  days: number,
  operations: Operations,
): Usage {
  const calls = new Map<string, { scopes: readonly string[]; requests: number; succeeded: number }>();
  let unpublished = 0;
  for (const row of rows.filter(({ requests }) => requests > 0)) {
    const found = operations.find(row.method, pathOf(row));
    if (found === undefined) {
      unpublished += row.requests;
      continue;
    }
    const name = `${found.method} ${found.path}`;
    const { requests = 0, succeeded = 0 } = calls.get(name) ?? {};
    calls.set(name, {
      scopes: found.scopes,
      requests: requests + row.requests,
      succeeded: succeeded + row.succeeded,
    });
  }
  // The most frequent first: they are what the app is about.
  const sorted = [...calls].sort(([a, one], [b, other]) => other.requests - one.requests || (a < b ? -1 : 1));
  return {
    days,
    calls: sorted.map(([operation, call]) => ({ operation: publicText(operation), ...call })),
    unpublished,
    whole,
  };
}

/** Without what may follow a path. */
function pathOf({ path }: UsageRow): string {
  return path.replace(/[?#].*$/s, '');
}

function failuresOf(
  waiting: readonly OAuthClientRecord[],
  answers: ReadonlyMap<OAuthClientRecord, Usage | Text>,
): readonly UsageFailure[] {
  const byReason = new Map<Text, Text[]>();
  for (const client of waiting) {
    const why = answers.get(client);
    if (typeof why === 'string') byReason.set(why, [...(byReason.get(why) ?? []), client.address]);
  }
  return [...byReason].map(([why, clients]) => ({ clients: clients.sort(), why }));
}
