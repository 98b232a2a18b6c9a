import { printed, publicText, type Text } from '../model';
import { agentCallOf } from '../operations';
import type { Answer, Exchange } from './observed';
import { placeOf } from './place';

/** What a refused call shows, as one line. */
export function evidenceOf({ at, answer }: Exchange): Text {
  const said = [statusText(answer), ...bodyText(answer), ...limitsText(answer), ...correlationText(answer)];
  return printed`${placeOf(at)}: ${publicText(said.join(', '))}`;
}

function statusText({ status, failure }: Answer): string {
  if (failure !== undefined) return failure;
  return status === 0 ? 'no answer' : `status ${status}`;
}

function bodyText({ code, body, status }: Answer): string[] {
  if (code !== undefined) return [`code ${code}`];
  if (status === 0) return [];
  const words = {
    json: 'a JSON body without a code',
    html: 'a body of HTML',
    other: 'a body that is no JSON',
    none: 'no body',
    unrecorded: 'the body is not recorded',
  };
  return [words[body]];
}

function limitsText({ limits = {} }: Answer): string[] {
  return Object.entries(limits).map(([name, value]) => `${name} ${value}`);
}

function correlationText({ correlation, isPlatform }: Answer): string[] {
  if (correlation !== undefined) return [`correlation id ${correlation}`];
  return isPlatform === false ? ['no inin-correlation-id'] : [];
}

/** What the SDK does not take for the last word. */
const RETRIED = [408, 413, 429, 500, 502, 503, 504];

/** What the agent sees of a refused call, where it is one of theirs. */
export function lackOf({ call, answer }: Exchange): Text[] {
  const { operation } = call ?? {};
  const known = operation && agentCallOf(operation);
  if (known === undefined) return [];
  const lasting = RETRIED.includes(answer.status) ? 'while it fails' : 'when it is refused';
  return [publicText(`The call is there to ${known.purpose}; ${lasting}, ${known.ifRefused}`)];
}
