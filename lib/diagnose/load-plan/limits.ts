import type { Limits } from '../../live';
import { printed, publicText, type Text } from '../../model';

/** A number that load is measured by, and who says so. */
export interface Limit {
  readonly value: number;
  readonly source: Text;
}

const RATE = 'token.rate.per.minute';

/** Copies of Genesys's page of limits agree on it. */
const DOCUMENTED_RATE = 300;

/** Requests of a minute with one token. The organisation itself decides, where it was asked. */
export function rateLimit(limits: Limits | undefined): Limit {
  const live = limits?.namespaces.get('platform.api')?.get(RATE);
  if (limits !== undefined && live !== undefined) {
    return { value: live, source: printed`${publicText(RATE)} is ${live} in the organisation, as ${limits.host} says` };
  }
  const why =
    limits === undefined
      ? publicText('organisations differ: --live reads the number of yours')
      : printed`${limits.host} tells no other number`;
  return {
    value: DOCUMENTED_RATE,
    source: printed`${publicText(RATE)} is documented as ${DOCUMENTED_RATE} on Genesys's page of limits; ${why}`,
  };
}

/** Channels that one user has with one OAuth client. */
export const CHANNELS: Limit = {
  value: 20,
  source: publicText(
    'Genesys documents of POST /api/v2/notifications/channels: 20 channels per user and app; a 21st removes the one that was ' +
      'used longest ago, those without a connection first',
  ),
};

/** Topics that one channel is subscribed to. */
export const TOPICS: Limit = {
  value: 1000,
  source: publicText("1,000 topics a channel: where Genesys's own client for streaming stops, too"),
};

/** What an organisation tells of notifications. What its names mean is documented nowhere, so nothing is concluded. */
export function toldOfNotifications(limits: Limits | undefined): readonly Text[] {
  const told = limits?.namespaces.get('notifications') ?? new Map<string, number>();
  return [...told]
    .filter(([key]) => /^[\w.-]{1,80}$/.test(key))
    .map(([key, value]) => printed`the organisation's limit ${publicText(key)} is ${value}`);
}
