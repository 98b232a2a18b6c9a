import { check } from '../../lib/check';
import type { Json, JsonObject } from '../../lib/files';
import {
  DECLARATIONS_VARIABLE,
  OAUTH_CLIENT_TYPE,
  publicText,
  type Reading,
  type Report,
  type Usage,
} from '../../lib/model';
import { DEFAULT_POLICY, type Policy } from '../../lib/policy';
import type { Example } from '../../lib/rules';
import { type Catalog, PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPlan } from '../../lib/sources';
import { readTerraformJson } from '../../lib/sources/configuration';

/** The day on which tests take place. */
export const TODAY = '2026-11-25';

export interface Surroundings {
  readonly policy?: Policy;
  readonly catalog?: Catalog;
  readonly today?: string;
}

/** A client that no rule has anything to say of but `unpublished-scope`. */
const MINIMAL = {
  name: 'Zendesk agents',
  authorized_grant_type: 'CODE',
  scopes: ['webphone:use', 'interaction:read', 'routing:user'],
};

/** Checks a Terraform document as every source hands it over, with what its clients called. */
export function checkDocument(document: unknown, surroundings: Surroundings = {}, usage?: Usage): Report {
  const source = { label: publicText('test'), path: publicText('test.tf.json') };
  const reading = withUsage(readTerraformJson([{ value: document as Json, file: source.path }], source), usage);
  const { policy = DEFAULT_POLICY, catalog = PUBLISHED_CATALOG, today = TODAY } = surroundings;
  return check([reading], policy, { today, catalog });
}

function withUsage(reading: Reading, usage: Usage | undefined): Reading {
  return usage === undefined
    ? reading
    : { ...reading, clients: reading.clients.map((client) => ({ ...client, usage })) };
}

/** A plan that changes one client as an example shows. */
function planOf({ attributes, before, actions = ['update'] }: Example): JsonObject {
  const change = { actions, before: { ...MINIMAL, ...before }, after: { ...MINIMAL, ...attributes } };
  const resource = { address: `${OAUTH_CLIENT_TYPE}.client`, mode: 'managed', type: OAUTH_CLIENT_TYPE };
  const plan = { format_version: '1.2', complete: true, resource_changes: [{ ...resource, change }] };
  return JSON.parse(JSON.stringify(plan));
}

/** Checks a plan as `terraform show -json` prints it. */
export function checkPlan(plan: JsonObject, surroundings: Surroundings = {}): Report {
  const source = { label: publicText('test'), path: publicText('plan.json') };
  const { policy = DEFAULT_POLICY, catalog = PUBLISHED_CATALOG, today = TODAY } = surroundings;
  return check([readPlan(plan, source)], policy, { today, catalog });
}

/** Checks what an example shows. */
export function checkExample(example: Example, surroundings?: Surroundings): Report {
  const { attributes, document, declared, before, usage } = example;
  if (document !== undefined) return checkDocument(document, surroundings);
  if (before !== undefined) return checkPlan(planOf(example), surroundings);
  const address = `${OAUTH_CLIENT_TYPE}.client`;
  return checkDocument(
    {
      resource: { [OAUTH_CLIENT_TYPE]: { client: { ...MINIMAL, ...attributes } } },
      ...(declared && {
        variable: { [DECLARATIONS_VARIABLE]: { default: { v: 1, clients: { [address]: declared } } } },
      }),
    },
    surroundings,
    usage,
  );
}
