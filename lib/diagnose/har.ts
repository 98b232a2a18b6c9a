import { isObject, type Json } from '../files';
import { type Location, type Problem, printed, publicText, type Text } from '../model';
import { type Call, callOf } from './call';
import { answerOf, type Entry, entryOf, list } from './har-entry';
import { incidentsOf } from './har-incidents';
import { type Owners, ownersIn } from './har-owners';
import type { Exchange, Incident, Observed, Upgrade } from './observed';
import { counted } from './place';

/** An entry that calls Genesys Cloud. */
export interface Called {
  readonly entry: Entry;
  readonly call: Call;
  readonly at: Location;
}

/** True for what is meant as a HAR. */
export function isHar(value: Json): boolean {
  return isObject(value) && isObject(value.log) && Array.isArray(value.log.entries);
}

/** What a HAR shows; or why nothing can be said of it. */
export function readHar(value: Json, file: Text): Observed | Problem {
  const log = isObject(value) && isObject(value.log) ? value.log : {};
  const entries = list(log.entries);
  const calls = entries.flatMap((each, index): Called[] => {
    const entry = entryOf(each);
    const call = entry && callOf(entry.method, entry.url);
    // What a browser asks before a call from another origin says nothing of the call.
    if (entry === undefined || call === undefined || entry.method === 'OPTIONS') return [];
    return [{ entry, call, at: { file: printed`${file}#entries[${index}]` } }];
  });
  if (calls.length === 0) return nothingIn(entries.length, file);
  const owners = ownersIn(calls);
  const upgrades = calls.filter(({ call }) => call.kind === 'upgrade');
  return {
    file,
    kind: 'har',
    looked: printed`HAR with ${counted(entries.length, 'entry', 'entries')}, ${counted(calls.length, 'call', 'calls')} of Genesys Cloud`,
    exchanges: calls.flatMap((called) => exchangeOf(called, owners)),
    incidents: calls.flatMap((called) => incidentsOf(called, owners)).concat(manyChannels(calls, owners)),
    upgrade: upgradeIn(upgrades),
    channels: calls.filter(isNewChannel).length,
  };
}

function nothingIn(entries: number, file: Text): Problem {
  return {
    message:
      entries === 0
        ? publicText('is a HAR without entries')
        : printed`is a HAR with ${counted(entries, 'entry', 'entries')}, and no call of Genesys Cloud`,
    remedy: publicText('Open the network tab of the browser, log the agent in anew, and save all as HAR with content.'),
    at: { file },
  };
}

function exchangeOf({ entry, call, at }: Called, owners: Owners): Exchange[] {
  const answer = answerOf(entry);
  const wasRefused = answer.status >= 400 || (answer.status === 0 && !isReached(entry));
  // The login and a JWT's WebSocket say more than their status.
  if (!wasRefused || call.kind === 'login' || call.isJwt) return [];
  const client = owners.of(entry);
  return [{ call, answer, at, count: 1, ...(client && { client }) }];
}

function isReached({ status, received }: Entry): boolean {
  return status === 101 || received.length > 0;
}

function upgradeIn(upgrades: readonly Called[]): Upgrade {
  const reached = upgrades.filter(({ entry }) => isReached(entry));
  const [first] = reached;
  return { tried: upgrades.length, reached: reached.length, ...(first && { at: first.at }) };
}

/** A user has 20 for one app. */
const MOST_CHANNELS = 20;

function isNewChannel({ entry, call }: Called): boolean {
  const { operation } = call;
  return (
    entry.method === 'POST' &&
    operation?.path === '/api/v2/notifications/channels' &&
    entry.status >= 200 &&
    entry.status < 300
  );
}

function manyChannels(calls: readonly Called[], owners: Owners): Incident[] {
  const opened = calls.filter(isNewChannel);
  const over = opened[MOST_CHANNELS];
  if (over === undefined) return [];
  const client = owners.of(over.entry);
  const said = printed`POST /api/v2/notifications/channels opened ${opened.length} channels`;
  return [{ kind: 'many-channels', at: over.at, count: 1, said, ...(client && { client }) }];
}
