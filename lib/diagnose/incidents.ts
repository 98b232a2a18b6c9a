import { publicText } from '../model';
import type { Incident } from './observed';

type Kind = Incident['kind'];

const SASL_REFUSED = 'the token was refused in the WebSocket, after it was opened (SASL not-authorized)';

/** What the platform says by XMPP. */
const FRAMES: readonly (readonly [RegExp, Kind, string])[] = [
  [/<failure[\s\S]*<not-authorized/, 'sasl-refused', SASL_REFUSED],
  [/no_longer_subscribed/, 'channel-lost', 'the channel got "no_longer_subscribed"'],
  [/duplicate_id/, 'channel-lost', 'the channel got "duplicate_id"'],
];

/** What the SDK, or the browser, writes to the console. */
const LINES: readonly (readonly [RegExp, Kind, string])[] = [
  [/\bSASL\w*\b.{0,2000}not-authorized|not-authorized.{0,2000}\bSASL/i, 'sasl-refused', SASL_REFUSED],
  [
    /SaslError|due to sasl error/,
    'sasl-error',
    'the SDK logs an error of SASL, by which it gives the token in the WebSocket',
  ],
  [/noLongerSubscribed event received|no_longer_subscribed/, 'channel-lost', 'the SDK logs "noLongerSubscribed"'],
  [/duplicate_?id event received|notify:duplicate_id/i, 'channel-lost', 'the SDK logs "duplicate_id"'],
  [
    /Forcing allowed session types[\w ,]{0,80} jwt auth/,
    'jwt',
    'the SDK logs that it forces the session types due to jwt auth',
  ],
  [/\bjwt\\?["']?\s?:\s?\\?["'][\w-]+\./, 'jwt', 'the SDK was configured with `jwt`'],
  [/\/stream\/jwt\//, 'jwt', 'the WebSocket was opened with a JWT: /stream/jwt'],
  [/User does not have an effective station/, 'no-station', 'the SDK logs "User does not have an effective station"'],
  [/Too many topics to subscribe to/, 'topics-dropped', 'the SDK logs that it leaves out topics beyond 1,000'],
  [/Failed streaming client connection attempt/, 'no-connection', 'the SDK logs that an attempt to connect failed'],
];

type Found = Omit<Incident, 'at'>;

/** What a frame that was received shows. */
export function frameIncident(frame: string): Found[] {
  return matches(FRAMES, frame);
}

/** What a line of a log shows. */
export function lineIncidents(line: string): Found[] {
  return matches(LINES, line);
}

function matches(table: typeof FRAMES, text: string): Found[] {
  return table
    .filter(([pattern]) => pattern.test(text))
    .map(([, kind, said]) => ({ kind, count: 1, said: publicText(said) }));
}
