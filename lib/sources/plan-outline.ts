import { isObject, type Json, type JsonObject } from '../files';
import { DECLARATIONS_VARIABLE, OAUTH_CLIENT_TYPE } from '../model';
import { prune, type Reader, type Rule, scanner } from '../scan';
import { entryKeeper } from './plan-entry';

/** The configuration of a module, and of those that it calls. */
const MODULE: Rule = {
  members: {
    variables: { members: { [DECLARATIONS_VARIABLE]: 'whole' }, others: 'nothing' },
    // Of what is written only the references are asked for.
    resources: { each: { alsoMentioned: '"references"' } },
    module_calls: { members: {}, others: { members: { module: () => MODULE }, others: 'nothing' } },
  },
  others: 'nothing',
};

/** The values of a plan or a state, of its module and of those below it. */
function valuesWith(instead: (start: string) => unknown): Rule {
  const module: Rule = {
    members: { resources: { each: 'mentioned', instead }, child_modules: { each: () => module } },
    others: 'mentioned',
  };
  return { members: { root_module: module }, others: 'mentioned' };
}

/**
 * What of a plan its reader looks at: the clients wherever they stand, what is declared of them, and what the plan says of
 * itself. In a large one that is a small part; the rest need not be parsed to know that it is sound.
 */
const plan = (): Rule => ({
  members: {
    format_version: 'whole',
    // That of a state: what is no plan shows only at its end.
    values: 'whole',
    errored: 'whole',
    complete: 'whole',
    resource_changes: { each: 'entry', keep: entryKeeper() },
    resource_drift: { each: 'mentioned' },
    deferred_changes: 'whole',
    checks: { each: { of: 'whole', where: isOfCheckOrClient } },
    variables: { members: { [DECLARATIONS_VARIABLE]: 'whole' }, others: 'nothing' },
    planned_values: valuesWith(addressOf),
    prior_state: { members: { values: valuesWith(clientOf) }, others: 'mentioned' },
    configuration: { members: { provider_config: 'whole', root_module: MODULE }, others: 'nothing' },
  },
  others: 'seen',
});

/** As Terraform writes a client among the values, of which nothing but the address is asked for. */
function addressOf(start: string): unknown {
  const [, address] = PLANNED_CLIENT.exec(start) ?? [];
  // A copy: a part of a text keeps the whole of it in memory.
  return address === undefined ? undefined : { address: Buffer.from(address).toString(), type: OAUTH_CLIENT_TYPE };
}

/** Of what there was before nothing is asked but whether there was a client. */
function clientOf(start: string): unknown {
  return PLANNED_CLIENT.test(start) ? SOME_CLIENT : undefined;
}

const SOME_CLIENT = { type: OAUTH_CLIENT_TYPE };

// In ASCII: what is not may be cut in two, or is no text of one byte a letter.
const PLANNED_CLIENT = new RegExp(`^\\{"address":"([ !#-\\[\\]-~]+)","mode":"managed","type":"${OAUTH_CLIENT_TYPE}",`);

/** Every resource with a condition has a check; only these are reported on. */
function isOfCheckOrClient(check: unknown): boolean {
  const value = check as Json;
  if (!isObject(value)) return Array.isArray(value);
  const address = isObject(value.address) ? value.address : {};
  return address.kind === 'check' || address.type === OAUTH_CLIENT_TYPE;
}

/**
 * Reads a plan without what its reader does not look at. Throws {@link Damage} where it is not sound, anywhere.
 *
 * @param window how much is read at once, in bytes
 */
export function outlineOfPlan(read: Reader, window?: number): JsonObject {
  const text = scanner(read, OAUTH_CLIENT_TYPE, window);
  const outline = prune(text, plan()) as Json;
  text.end();
  // What is no object is no plan either.
  return isObject(outline) ? outline : {};
}
