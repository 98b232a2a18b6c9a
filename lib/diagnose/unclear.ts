import { printed, publicText, type Text } from '../model';
import type { Cause } from '../operations';
import { evidenceOf, lackOf } from './evidence';
import type { Exchange } from './observed';
import type { Verdict } from './verdict';

/** How to get what decides. */
export const CAPTURE = publicText(
  'Record it with the bodies of the answers: open the network tab of the browser with "Preserve log", log the agent in anew, and ' +
    'save all as HAR (the sanitized one is enough). The `code` in the body names the cause.',
);

/** What may stand behind a status of which the body is not known, in the words of a list. */
const MAY_BE = {
  'scope-missing': 'the OAuth client lacks a scope (code app.not.authorized.for.scope)',
  'permission-missing': "the user's roles lack a permission (missing.permissions, missing.any.permissions)",
  division: 'the permission is not held in the division (missing.division.permission)',
  'organisation-policy': 'a policy of the organisation denies it (authz.policy.denied)',
  'ip-not-allowed': 'the address is not on the IP allow list (ip.not.authorized)',
  'bad-token': 'the token is expired or revoked (bad.credentials)',
  'no-token': 'the request carries no token (authentication.required)',
  'channel-cap': 'the channel of that id is not there any more',
  network: 'something on the way refused it, and not the platform',
} as const satisfies Partial<Record<Cause, string>>;

/** A failure of which the evidence does not say what it was; it names what is left. */
export function unclear(exchange: Exchange): Verdict {
  const { call, answer, at, count, client } = exchange;
  const remaining = remainingOf(exchange);
  const may = remaining.map((cause) => publicText(MAY_BE[cause]));
  const details = [
    ...(may.length > 0 ? [printed`It may be that ${may.join('; or that ') as Text}`] : []),
    ...lackOf(exchange),
  ];
  return {
    certainty: 'unclear',
    severity: answer.status === 404 && call?.kind !== 'upgrade' ? 'note' : answer.status === 0 ? 'warning' : 'error',
    ...(call && { call: call.name }),
    ...(client?.id !== undefined && { client: publicText(client.id) }),
    message: messageOf(exchange),
    ...(details.length > 0 && { details }),
    remedy:
      answer.code === undefined
        ? CAPTURE
        : publicText('Look the code up in the API Explorer, or ask Genesys support with the correlation id.'),
    evidence: [evidenceOf(exchange)],
    at,
    count,
  };
}

function messageOf({ answer: { status, code, body }, call }: Exchange): Text {
  const what = publicText(call?.kind === 'upgrade' ? 'the upgrade to the WebSocket' : 'the call');
  if (code !== undefined)
    return printed`${what} was refused with ${status} and the code ${publicText(`"${code}"`)}, of which the published table says nothing`;
  if (status === 0) return printed`${what} got no answer, and the evidence does not say why`;
  const why = publicText(
    body === 'unrecorded' ? 'the body, which would say why, is not in the evidence' : 'the answer does not say why',
  );
  return printed`${what} was refused with ${status}; ${why}`;
}

function remainingOf({ call, answer: { status, code, isPlatform } }: Exchange): readonly (keyof typeof MAY_BE)[] {
  if (code !== undefined) return [];
  const way = isPlatform === true ? [] : (['network'] as const);
  if (call?.kind === 'upgrade') return ['channel-cap', ...way];
  if (status === 401) return ['bad-token', 'no-token', 'ip-not-allowed', ...way];
  if (status !== 403) return [];
  const takesScope = call?.operation === undefined || call.operation.scopes.length > 0;
  return [
    ...(takesScope ? (['scope-missing'] as const) : []),
    'permission-missing',
    'division',
    'organisation-policy',
    ...way,
  ];
}
