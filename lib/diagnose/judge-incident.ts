import { printed, publicText, type Text } from '../model';
import { CAUSES, type Cause } from '../operations';
import type { Incident } from './observed';
import { placeOf } from './place';
import { CAPTURE } from './unclear';
import type { Certainty, Verdict } from './verdict';

interface Meaning {
  /** Absent where it may be several. */
  readonly cause?: Cause;
  readonly certainty: Certainty;
  /** @default 'error' */
  readonly severity?: Verdict['severity'];
  readonly details?: readonly string[];
  /** Whether each time that it shows it happened anew. @default false */
  readonly isCounted?: true;
}

const AFTER_101 = 'The WebSocket itself was reached (101), so nothing on the way keeps it from opening';

const MEANINGS: Readonly<Record<Exclude<Incident['kind'], 'login-refused'>, Meaning>> = {
  'sasl-refused': {
    cause: 'bad-token',
    certainty: 'shown',
    details: [AFTER_101],
  },
  'sasl-error': { cause: 'bad-token', certainty: 'likely', details: [AFTER_101] },
  'channel-lost': {
    isCounted: true,
    cause: 'channel-cap',
    certainty: 'likely',
    details: [
      'No call is refused when that happens: the softphone loses its channel, and connects anew again and again',
    ],
  },
  'many-channels': { cause: 'channel-cap', certainty: 'likely', severity: 'warning' },
  jwt: { cause: 'jwt-for-access-token', certainty: 'shown' },
  'no-station': { cause: 'no-station', certainty: 'shown' },
  'topics-dropped': { cause: 'topic-cap', certainty: 'shown', severity: 'warning' },
  'topics-rejected': { cause: 'topic-forbidden', certainty: 'shown', severity: 'warning' },
  'not-approved': { cause: 'client-not-approved', certainty: 'shown' },
  'no-connection': {
    isCounted: true,
    certainty: 'unclear',
    details: ['It may be that something on the way refuses the WebSocket; or that a call before it was refused'],
  },
};

/** The errors of the login that say what they are. Others may be several things. */
const LOGIN: readonly (readonly [string, Cause])[] = [
  ['"invalid_grant"', 'bad-token'],
  ['"invalid_scope"', 'unknown-scope-name'],
  ['"invalid_client"', 'client-settings'],
  ['"unauthorized_client"', 'client-settings'],
  ['"unsupported_grant_type"', 'client-settings'],
  ['"unsupported_response_type"', 'client-settings'],
  ['"redirect_uri_mismatch"', 'client-settings'],
  ['"server_error"', 'server'],
  ['"temporarily_unavailable"', 'server'],
];

/** What something was that is no refused call. */
export function judgeIncident(incident: Incident): Verdict {
  const { kind, at, count, said, client } = incident;
  const {
    cause,
    certainty,
    severity = 'error',
    details = [],
    isCounted = false,
  } = kind === 'login-refused' ? loginMeaning(said) : MEANINGS[kind];
  return {
    ...(cause && { cause }),
    certainty,
    severity,
    ...(client?.id !== undefined && { client: publicText(client.id) }),
    message: cause === undefined ? printed`${unclearText(kind)}` : publicText(CAUSES[cause].title),
    ...(details.length > 0 && { details: details.map(publicText) }),
    remedy: cause === undefined ? CAPTURE : publicText(CAUSES[cause].remedy),
    evidence: [printed`${placeOf(at)}: ${said}`],
    at,
    count: isCounted ? count : 1,
  };
}

function loginMeaning(said: Text): Meaning {
  const [, cause] = LOGIN.find(([error]) => said.includes(error)) ?? [];
  if (cause !== undefined) return { cause, certainty: 'likely' };
  const details = said.includes('"access_denied"')
    ? [
        'It may be that the person refused; or that the OAuth client is not approved in the organisation (Authorized Applications)',
      ]
    : [];
  return { certainty: 'unclear', details };
}

function unclearText(kind: Incident['kind']): Text {
  return publicText(
    kind === 'login-refused'
      ? 'the login was refused'
      : 'the softphone does not connect, and the evidence does not say why',
  );
}
