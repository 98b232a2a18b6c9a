import { causeOfCode } from '../operations';
import { namesIn } from './body';
import { callOf } from './call';
import type { Seen } from './log-json';
import type { Answer } from './observed';

/** The SDK logs that it opens the WebSocket. */
export const ATTEMPT = /attempting to connect streaming client/;

/** It logs this of a WebSocket that did not open. */
export const NOT_OPENED = /backoff handler received undefined error/;

/** It logs this when it begins. */
export const BEGINS = /Authenticated user\. Initializing|Streaming client WebSocket connection options/;

/** It logs these after 101 Switching Protocols only. */
export const REACHED =
  /new stanza instance connected|GenesysCloud streaming client connected|due to sasl error|101 Switching Protocols/;

/** Whether a line is about the platform at all. */
export function isOfPlatform(line: string): boolean {
  return /\/api\/v2\/|\/stream\/(channels|jwt)|webrtc-sdk|streaming-client|genesys-cloud|GenesysCloud|mypurecloud|pure\.cloud/i.test(
    line,
  );
}

/** How the status of a refused call is written; each shows it once, so that of several the count is not added up. */
const FORMS = [
  ['resource', /the server responded with a status of (\d{3})/],
  ['handshake', /Unexpected response code: (\d{3})/],
  ['request', /request error: .{0,2000}?\bstatus: (\d{3})/],
  ['chrome', /\b(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000} (\d{3})\b/],
  ['firefox', /\[HTTP\/[\d.]{1,3} (\d{3})\b/],
  ['axios', /Request failed with status code (\d{3})/],
  ['inspected', /\bstatus['"]?: ?['"]?(\d{3})\b/],
] as const;

const ADDRESS = /(?:https?|wss?):\/\/[^\s'"<>]{1,4000}/g;
const METHOD = /\b(?:XHR ?)?(GET|POST|PUT|PATCH|DELETE)\b|\bmethod['"]?: ?['"](get|post|put|patch|delete)\b/;
const CODE = /\b(?:code|errorCode)\\?['"]?\s{0,3}[:=]\s{0,3}\\?['"]?([a-z]{2,24}(?:\.[a-z]{1,24}){1,7})\b/;
const FAILED_SOCKET =
  /WebSocket connection to '[^']{1,4000}' failed|can.t establish a connection to the server at wss?:/;

/**
 * The refused call in a line.
 *
 * @param near an address in the lines before, for an error that is printed over several
 * @param around the lines beside it, in which a code may stand
 */
export function seenInText(line: string, near?: string, around = ''): Seen[] {
  const [form, status] = statusIn(line) ?? [];
  const refusal = refusalIn(line, around);
  const isSocket = FAILED_SOCKET.test(line);
  const failure = /\b(?:net::ERR|NS_ERROR)_[A-Z_]{2,60}/.exec(line)?.[0];
  if ((status === undefined || status < 400) && refusal.code === undefined && !isSocket && failure === undefined)
    return [];
  const own = addressIn(line);
  // What is said of a status alone may be of any call; a code belongs to the error that is being printed.
  const address = own ?? (refusal.code === undefined && form !== 'firefox' ? undefined : near);
  const call = address === undefined ? undefined : callOf(methodIn(line), address);
  if (call === undefined && refusal.code === undefined && !isBare(line, form, status)) return [];
  const answer: Answer = {
    status: status ?? statusOf(refusal.code),
    body: refusal.code === undefined ? 'unrecorded' : 'json',
    ...refusal,
    ...(failure !== undefined && { failure }),
  };
  return [{ form: form ?? (isSocket ? 'handshake' : 'inspected'), answer, ...(call && { call }) }];
}

/** Of a refusal without an address, which may be of the platform: not to be passed over. */
function isBare(line: string, form: string | undefined, status = 0): boolean {
  if (form === 'axios') return true;
  const isRefusal = [401, 403, 407, 429].includes(status) || status >= 500;
  return form === 'resource' && isRefusal && !/https?:/.test(line);
}

function statusIn(line: string): readonly [(typeof FORMS)[number][0], number] | undefined {
  for (const [form, pattern] of FORMS) {
    const [, status] = pattern.exec(line) ?? [];
    if (status !== undefined) return [form, Number(status)];
  }
  return undefined;
}

function refusalIn(line: string, around: string): Pick<Answer, 'code' | 'scopes' | 'permissions'> {
  const code = codeIn(line);
  const isScope =
    /App not authorized to use scope \[/.test(line) && (code ?? codeIn(around) ?? SCOPE_CODE) === SCOPE_CODE;
  // In a log any program may have codes with dots: only those of the table are the platform's.
  const found = code !== undefined && causeOfCode(code) !== undefined ? code : isScope ? SCOPE_CODE : undefined;
  return found === undefined ? {} : { code: found, ...namesIn(line.slice(0, 20_000)) };
}

const SCOPE_CODE = 'app.not.authorized.for.scope';

function codeIn(text: string): string | undefined {
  return CODE.exec(text)?.[1];
}

/** A log of an error need not have the status that goes with its code. */
function statusOf(code: string | undefined): number {
  return code === SCOPE_CODE ? 403 : 0;
}

function addressIn(line: string): string | undefined {
  const addresses = (line.match(ADDRESS) ?? []).filter((each) => callOf(undefined, each) !== undefined);
  if (addresses[0] !== undefined) return addresses[0].replace(/[),;:\]]+$/, '');
  // The console shows where a message is from: of a resource that is the call itself, at times without its host.
  const [, path] = /^\S{0,200}?(\/api\/v2\/[^\s:]{1,2000})(?::\d+)?\s/.exec(line) ?? [];
  return path === undefined ? undefined : `https://platform.invalid${path}`;
}

function methodIn(line: string): string | undefined {
  const [, upper, lower] = METHOD.exec(line) ?? [];
  return upper ?? lower;
}
