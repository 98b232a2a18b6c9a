import { blocks, isObject, type Json, type JsonObject } from '../files';
import { OAUTH_CLIENT_TYPE, publicText, type Text } from '../model';

/** What a plan says of conditions: of the postconditions of clients, and of check blocks. */
export interface PlanChecks {
  /** Addresses of those that Terraform found failing. */
  readonly failed: readonly Text[];
  /** True for a client with a condition that is still to be decided. */
  guards(client: { readonly address: string; readonly instance: string }): boolean;
}

export function readChecks(plan: JsonObject): PlanChecks {
  const checks = blocks(plan.checks).map((check): Check => ({ ...check, address: objectOf(check.address) }));
  const waiting = new Set(checks.filter(isOfClient).flatMap(undecided));
  return {
    failed: checks
      .filter((check) => hasFailed(check) && (check.address.kind === 'check' || isOfClient(check)))
      .map(({ address }) => publicText(String(address.to_display))),
    guards: ({ address, instance }) => waiting.size > 0 && (waiting.has(instance) || waiting.has(allOf(address))),
  };
}

interface Check {
  readonly address: JsonObject;
  readonly status?: Json;
  readonly instances?: Json;
}

function isOfClient({ address }: Check): boolean {
  return address.type === OAUTH_CLIENT_TYPE;
}

function hasFailed({ status }: Check): boolean {
  return status === 'fail' || status === 'error';
}

/** The instances that wait. A resource of which Terraform does not know the instances yet waits as a whole. */
function undecided({ address, status, instances }: Check): string[] {
  const each = blocks(instances);
  if (each.length === 0) return status === 'unknown' ? [allOf(nameOf(address))] : [];
  return each.filter((instance) => instance.status === 'unknown').map((instance) => nameOf(instance.address));
}

/** Stands for all instances of a resource; no instance has such an address. */
function allOf(address: string): string {
  return `${address}[*]`;
}

function nameOf(address: Json | undefined): string {
  return String(objectOf(address).to_display);
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
