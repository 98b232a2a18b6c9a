import { type GenesysReader, HttpError } from '../http';

/** What an organisation counted of one operation that a client called. */
export interface UsageRow {
  readonly method: string;
  readonly path: string;
  readonly requests: number;
  readonly succeeded: number;
}

/** What a client called, or how the question ended without an answer. */
export type ClientUsage =
  | { readonly rows: readonly UsageRow[]; readonly whole: boolean }
  | { readonly unanswered: 'failed' | 'running' };

export interface UsageQuestion {
  readonly clientId: string;
  /** Two moments by ISO 8601, with a slash between. */
  readonly interval: string;
  /** Milliseconds that a second of waiting takes. */
  readonly second: number;
}

/** About a minute: an answer takes seconds. */
const MOST_TRIES = 15;
const LONGEST_WAIT = 5;

/** Asks for what a client called. The platform counts by and by, so the answer is asked for until it is there. Throws {@link HttpError} only. */
export async function askUsage(
  api: GenesysReader,
  { clientId, interval, second }: UsageQuestion,
): Promise<ClientUsage> {
  const client = segment(clientId);
  const begun = await api.query(`/api/v2/oauth/clients/${client}/usage/query`, {
    interval,
    metrics: ['Status200', 'Status300', 'Requests'],
    groupBy: ['TemplateUri', 'HttpMethod'],
  });
  const execution = segment(fieldOf(begun, 'executionId'));
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const answer = await api.get(`/api/v2/oauth/clients/${client}/usage/query/results/${execution}`);
    const status = fieldOf(answer, 'queryStatus');
    if (status === 'Complete') return answerOf(answer);
    if (status === 'Failed') return { unanswered: 'failed' };
    if (status !== 'Running') throw new HttpError({ kind: 'unreadable' });
    await new Promise((resolve) => setTimeout(resolve, second * Math.min(tries, LONGEST_WAIT)));
  }
  return { unanswered: 'running' };
}

/** A part of a path that leads nowhere else. */
function segment(id: unknown): string {
  if (typeof id !== 'string' || !/^[\w-]{1,200}$/.test(id)) throw new HttpError({ kind: 'unreadable' });
  return id;
}

function answerOf(answer: unknown): ClientUsage {
  const results = fieldOf(answer, 'results') ?? [];
  if (!Array.isArray(results)) throw new HttpError({ kind: 'unreadable' });
  // The document names no way to ask for the rest.
  const rest = fieldOf(fieldOf(answer, 'cursors'), 'after');
  return { rows: results.map(rowOf), whole: rest === undefined || rest === null || rest === '' };
}

function rowOf(row: unknown): UsageRow {
  const text = (name: string) => {
    const value = fieldOf(row, name) ?? '';
    if (typeof value !== 'string') throw new HttpError({ kind: 'unreadable' });
    return value;
  };
  const count = (name: string) => {
    const value = fieldOf(row, name) ?? 0;
    if (typeof value !== 'number' || !(value >= 0)) throw new HttpError({ kind: 'unreadable' });
    return value;
  };
  if (typeof row !== 'object' || row === null) throw new HttpError({ kind: 'unreadable' });
  return {
    method: text('httpMethod'),
    path: text('templateUri'),
    requests: count('requests'),
    succeeded: count('status200') + count('status300'),
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
