import { writeFileSync } from 'node:fs';
import { type CheckOptions, check } from '../../lib/check';
import { publicText, type Report } from '../../lib/model';
import { type Policy, readPolicyFile } from '../../lib/policy';
import { RULE_IDS } from '../../lib/rules';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPlan } from '../../lib/sources';
import { body, declarations, entry, plan, TYPE } from '../sources/inputs';
import { type Client, type GeneratedPolicy, MATCHES, SOURCES } from './policy-generator';

export function written({ known, clients: listed, ...policy }: GeneratedPolicy): string {
  return JSON.stringify({
    ...policy,
    knownScopes: known,
    clients: listed.map(({ match, source, ignore, allowed, ...asked }) => ({
      match: MATCHES[match]?.match,
      source: SOURCES[source],
      ...(ignore ? { ignore: 'r' } : { ...asked, ...(allowed && { allowedScopes: ['authorization'] }) }),
    })),
  });
}

/** The policy as it is read from a file: run in a folder of its own. */
export function read(policy: GeneratedPolicy): Policy {
  writeFileSync('policy.json', written(policy));
  const result = readPolicyFile('policy.json', RULE_IDS);
  if (!('clients' in result)) throw new Error(result.map(({ message }) => message).join());
  return result;
}

const SOURCE = { label: publicText('app'), path: publicText('app') };
export const addressOf = (index: number) => `${TYPE}.c${index}`;

export function planText(app: readonly Client[]): string {
  const bodyOf = ({ name, userless }: Client, scopes: readonly string[]) =>
    body({ name, scopes, ...(userless && { authorized_grant_type: 'CLIENT-CREDENTIALS' }) });
  const changes = app.map((client, index) => {
    const { name, waits, sensitive, held, before } = client;
    return entry(addressOf(index), {
      actions: before === undefined ? ['create'] : ['update'],
      before: before === undefined ? null : bodyOf({ ...client, name: name ?? 'chat' }, before),
      after: { ...bodyOf(client, held), ...(waits && { scopes: undefined }) },
      after_unknown: { ...(name === undefined && { name: true }), ...(waits && { scopes: true }) },
      after_sensitive: { ...(sensitive && { scopes: true }) },
    });
  });
  const declared = app.flatMap((client, index) => (client.declared ? [[addressOf(index), client.declared]] : []));
  const { variable } = declarations(Object.fromEntries(declared));
  const configuration = { root_module: { variables: variable } };
  return plan(changes, { configuration });
}

export function reportOf(app: readonly Client[], policy: Policy, options: Partial<CheckOptions> = {}): Report {
  const reading = readPlan(JSON.parse(planText(app)), SOURCE);
  return check([reading], policy, { today: '2026-11-25', catalog: PUBLISHED_CATALOG, ...options });
}

/** The policy before the change, as an option of the check. */
export function by(policy: Policy): Partial<CheckOptions> {
  return { base: { policy, catalog: PUBLISHED_CATALOG } };
}

/** Whether a report ends in an exit code other than 0. */
export function fails({ findings, problems }: Report, { onlyNew = false } = {}): boolean {
  return (
    problems.length > 0 ||
    findings.some(
      ({ kind, severity, silenced, new: isNew }) =>
        kind === 'fail' && severity === 'error' && (!onlyNew || isNew || silenced === true),
    )
  );
}
