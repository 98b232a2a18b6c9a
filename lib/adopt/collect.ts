import { compare } from '../check';
import { type OAuthClientRecord, type Problem, printed, publicText, type Reading, type Text } from '../model';
import { type ExistingClient, existingClient } from './existing';
import { type Inputs, isConfiguration } from './inputs';

/** The clients to adopt, each once. */
export interface Collected {
  readonly clients: readonly ExistingClient[];
  /** Sentences about what is not adopted, or was not taken from where one would think. */
  readonly remarks: readonly Text[];
  readonly problems: readonly Problem[];
}

interface Found {
  readonly record: OAuthClientRecord;
  readonly reading: Reading;
}

/** Puts configuration and states together: the one says which clients, the other what they are and by which ids. */
export function collectClients({ readings, beside }: Inputs): Collected {
  const problems = [...new Set([...readings, ...[...beside.values()].flat()])].flatMap((reading) => reading.problems);
  const configurations = readings.filter(isConfiguration);
  const states = readings.filter(({ source }) => source.kind === 'state');
  for (const { source } of readings.filter(({ source }) => source.kind === 'plan')) {
    problems.push({
      message: publicText('is a plan, which shows what code manages already'),
      remedy: STATE,
      at: { file: source.path },
    });
  }
  if (problems.length > 0) return { clients: [], remarks: [], problems };
  if (configurations.length === 0) return distinct(states.flatMap(allOf));
  const chosen = configurations.map((reading) => chosenBy(reading, beside.get(reading) ?? [], states));
  const found = chosen.flatMap((each) => each.found);
  const collected = distinct(found);
  return {
    clients: collected.clients,
    remarks: [...chosen.flatMap((each) => each.remarks), ...collected.remarks, ...leftOut(states, found)],
    problems: [...chosen.flatMap((each) => each.problems), ...collected.problems],
  };
}

const STATE = publicText('Give the state: terraform.tfstate, or the output of terraform show -json.');

function allOf(reading: Reading): Found[] {
  return reading.clients.map((record) => ({ record, reading }));
}

/** The clients of a configuration, as a state has them: the one beside it, else those that are named. */
function chosenBy(
  configuration: Reading,
  beside: readonly Reading[],
  states: readonly Reading[],
): { readonly found: readonly Found[]; readonly remarks: readonly Text[]; readonly problems: readonly Problem[] } {
  const [near, far] = [byAddress(beside), byAddress(states)];
  const found: Found[] = [];
  const remarks: Text[] = [];
  const problems: Problem[] = [];
  const hasState = beside.length + states.length > 0;
  for (const client of configuration.clients) {
    const same = near.get(client.address) ?? far.get(client.address) ?? [];
    // Policies speak of the source that the user named.
    found.push(...same.map(({ record }) => ({ record, reading: configuration })));
    if (same.length === 0) problems.push(withoutId(client, configuration, hasState));
    if (same.some(({ record }) => differs(client, record))) {
      remarks.push(
        printed`${client.instance}: the configuration lists other scopes than the state; what exists counts, so those of the state are adopted`,
      );
    }
  }
  // Of an export without a state every client would say the same.
  return { found, remarks, problems: hasState ? problems : problems.slice(0, 1) };
}

function withoutId({ instance, at }: OAuthClientRecord, { source }: Reading, hasState: boolean): Problem {
  const file = at ?? { file: source.path };
  if (hasState)
    return {
      message: printed`${instance} is in no state that was read, so its id is not known`,
      remedy: OTHER_STATE,
      at: file,
    };
  return {
    message: printed`holds no ids: configuration does not have them, and there is no terraform.tfstate beside it`,
    remedy: WITH_STATE,
    at: { file: source.path },
  };
}

const OTHER_STATE = publicText('Name the state that has it, take it out of the configuration, or use --live.');
const WITH_STATE = publicText(
  'Export again with include_state_file = true, or name the state too; --live reads the organisation itself.',
);

function byAddress(states: readonly Reading[]): ReadonlyMap<string, Found[]> {
  const found = new Map<string, Found[]>();
  for (const each of states.flatMap(allOf)) {
    found.set(each.record.address, [...(found.get(each.record.address) ?? []), each]);
  }
  return found;
}

function differs({ attributes: written }: OAuthClientRecord, { attributes: existing }: OAuthClientRecord): boolean {
  if (written === null || existing === null || written.scopes.rest.length > 0) return false;
  const names = (list: typeof written.scopes) =>
    list.items.map((item) => (item.kind === 'known' ? item.value : undefined)).sort();
  const [ours, theirs] = [names(written.scopes), names(existing.scopes)];
  return !ours.includes(undefined) && JSON.stringify([...new Set(ours)]) !== JSON.stringify([...new Set(theirs)]);
}

/** Each client once. Of one that two sources show differently nobody can say what it is. */
function distinct(found: readonly Found[]): Collected {
  const clients = new Map<string, ExistingClient>();
  const problems: Problem[] = [];
  for (const { record, reading } of [...found].sort(byPlace)) {
    const client = existingClient(record, reading.source);
    if ('message' in client) problems.push(client);
    else {
      const other = clients.get(client.id);
      if (other === undefined) clients.set(client.id, client);
      else if (JSON.stringify(other.held) !== JSON.stringify(client.held)) problems.push(twice(other, client));
    }
  }
  const all = [...clients.values()].sort(byNameAndId);
  return { clients: all, remarks: [], problems };
}

function twice(one: ExistingClient, other: ExistingClient): Problem {
  return {
    message: printed`${other.record.instance} is the client of ${one.record.instance} in ${one.source.label}, and they do not say the same of it`,
    remedy: publicText('Name the newer state alone, or use --live.'),
    at: { file: other.source.path },
  };
}

function byPlace(a: Found, b: Found): number {
  return compare(a.reading.source.label, b.reading.source.label) || compare(a.record.instance, b.record.instance);
}

/** An order that only the clients themselves decide. */
function byNameAndId(a: ExistingClient, b: ExistingClient): number {
  const [left, right] = [
    [a.held.name, a.id],
    [b.held.name, b.id],
  ] as const;
  return compare(left[0], right[0]) || compare(left[1], right[1]);
}

function leftOut(states: readonly Reading[], found: readonly Found[]): Text[] {
  const adopted = new Set(found.map(({ record }) => record.attributes?.existing?.id));
  return states
    .flatMap(allOf)
    .flatMap(({ record, reading }) =>
      adopted.has(record.attributes?.existing?.id)
        ? []
        : [
            printed`${record.instance} of ${reading.source.label} is in no configuration that was named, and is left out`,
          ],
    );
}
