import { printed, publicText, type Text } from '../model';
import { CAUSES, type Cause, causeOfCode } from '../operations';
import { evidenceOf, lackOf } from './evidence';
import { missingScope } from './missing-scope';
import type { Answer, Exchange } from './observed';
import { unclear } from './unclear';
import type { Certainty, Verdict } from './verdict';

/** What a refused call was. The code in its body decides; the status alone only where it can mean nothing else. */
export function judgeExchange(exchange: Exchange): Verdict[] {
  const [cause, certainty] = causeOf(exchange);
  if (cause === 'scope-missing') return [missingScope(exchange)];
  if (cause === 'none') return [];
  return [cause === undefined ? unclear(exchange) : verdictOf(exchange, cause, certainty)];
}

type Judgment = readonly [cause: Cause | 'none' | undefined, certainty: Certainty];

function causeOf({ call, answer }: Exchange): Judgment {
  const { code, status } = answer;
  const known = code === undefined ? undefined : causeOfCode(code);
  if (known !== undefined) return [known, 'shown'];
  if (answer.failure !== undefined) return causeOfFailure(answer.failure);
  if (call?.kind === 'upgrade') return answer.isPlatform === true || status === 404 ? UNCLEAR : ['network', 'likely'];
  if (status === 407) return ['network', 'shown'];
  if (status === 429) return ['rate-limit', 'shown'];
  if (status >= 500) return ['server', isAnsweredByPlatform(answer) ? 'shown' : 'likely'];
  return isAnsweredByOther(answer) ? ['network', 'likely'] : UNCLEAR;
}

const UNCLEAR: Judgment = [undefined, 'unclear'];

function isAnsweredByPlatform({ isPlatform, body }: Answer): boolean {
  return isPlatform === true || body === 'json';
}

/** The platform answers in JSON, and with a correlation id. */
function isAnsweredByOther({ isPlatform, body, status }: Answer): boolean {
  if (isPlatform === true || (status !== 401 && status !== 403)) return false;
  return body === 'html' || (isPlatform === false && (body === 'none' || body === 'other'));
}

/** What a browser says when no answer came. One that was broken off by leaving the page is no failure. */
function causeOfFailure(failure: string): Judgment {
  if (/_ABORTED$/.test(failure)) return ['none', 'shown'];
  return ['network', /PROXY|TUNNEL|CERT|SSL|BLOCKED|NAME_NOT|REFUSED|UNREACHABLE/.test(failure) ? 'shown' : 'likely'];
}

function verdictOf(exchange: Exchange, cause: Cause, certainty: Certainty): Verdict {
  const { call, at, count, client, answer } = exchange;
  const details = [...detailsOf(exchange, cause), ...lackOf(exchange)];
  return {
    cause,
    certainty,
    severity: severityOf(exchange),
    ...(call && { call: call.name }),
    ...(client?.id !== undefined && { client: publicText(client.id) }),
    message: messageOf(cause, answer),
    ...(details.length > 0 && { details }),
    remedy: publicText(CAUSES[cause].remedy),
    evidence: [evidenceOf(exchange)],
    at,
    count,
  };
}

function messageOf(cause: Cause, { permissions = [], code }: Answer): Text {
  const title = publicText(CAUSES[cause].title);
  if (permissions.length === 0) return title;
  const names = permissions.map((name) => `"${name}"`).join(', ');
  const isAny = code?.includes('.any.') === true;
  return printed`${title}: ${publicText(isAny && permissions.length > 1 ? `one of ${names}` : names)}`;
}

/** The SDK goes on without its own telemetry, which is in no published document. */
function severityOf({ call }: Exchange): Verdict['severity'] {
  const isTelemetry = call?.operation === undefined && /diagnostics|newrelic|alertingleader/.test(call?.name ?? '');
  return isTelemetry ? 'note' : 'error';
}

function detailsOf({ call }: Exchange, cause: Cause): Text[] {
  if (cause === 'bad-token' || cause === 'no-token') {
    return [
      publicText('The SDK reports this with the same type of error as a missing scope: only the body tells them apart'),
    ];
  }
  if (call?.kind !== 'upgrade' || cause !== 'network') return [];
  return [
    publicText('A missing scope never shows on the WebSocket itself: without the scope the socket is not even tried'),
    publicText('The address of the upgrade has only the id of a channel; the token comes later, inside the WebSocket'),
  ];
}
