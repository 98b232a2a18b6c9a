import { randomUUID } from 'node:crypto';
import { Refusal } from './problems';
import type { Route } from './routes';

/** One row of what a client called, as `ApiUsageRow` of the published document. */
export interface UsageRow {
  readonly templateUri: string;
  readonly httpMethod: string;
  readonly requests: number;
  readonly status200?: number;
  readonly status300?: number;
}

interface Query {
  readonly clientId: string;
  readonly interval: string;
  /** Whether somebody asked for its results already: the platform counts for a while. */
  asked: boolean;
}

/**
 * Usage by client. A query takes what the document lists for a client, and the first answer to it is that it runs.
 *
 * @param usage what each client called
 * @param intervals the times that were asked for
 */
export function usageRoutes(
  usage: ReadonlyMap<string, readonly UsageRow[]>,
  intervals: string[],
): Readonly<Record<string, Route>> {
  const queries = new Map<string, Query>();
  return {
    'POST /api/v2/oauth/clients/{clientId}/usage/query': ({ parameters: { clientId = '' }, body }) => {
      const { interval, metrics = [], groupBy = [] } = body as Record<string, readonly string[]>;
      const isSound =
        /^\d{4}-\d\d-\d\dT00:00:00\.000Z\/\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(String(interval)) &&
        metrics.every((each) => METRICS.includes(each)) &&
        groupBy.every((each) => GROUPS.includes(each));
      if (!isSound) throw new Refusal('bad.request');
      intervals.push(String(interval));
      const executionId = randomUUID();
      queries.set(executionId, { clientId, interval: String(interval), asked: false });
      return { status: 200, json: { executionId, resultsUri: `/api/v2/usage/query/${executionId}/results` } };
    },
    'GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}': ({ parameters }) => {
      const query = queries.get(parameters.executionId ?? '');
      if (query === undefined || query.clientId !== parameters.clientId) throw new Refusal('not.found');
      if (!query.asked) {
        query.asked = true;
        return { status: 200, json: { queryStatus: 'Running' } };
      }
      const results = (usage.get(query.clientId) ?? []).map((row) => ({ clientId: query.clientId, ...row }));
      return { status: 200, json: { results, queryStatus: 'Complete' } };
    },
  };
}

const METRICS = ['Status200', 'Status300', 'Status400', 'Status500', 'Status429', 'Requests'];
const GROUPS = ['OAuthClientId', 'OrganizationId', 'TemplateUri', 'HttpMethod'];
