import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../files';
import { readBody, readHeaders } from './body';
import type { Answer } from './observed';

/** What an entry of a HAR has, whichever tool wrote it. */
export interface Entry {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly response: JsonObject;
  /** A WebSocket, with what was received by it. */
  readonly received: readonly string[];
  /** What only tells calls of one token from those of another; never printed. */
  readonly token: string | undefined;
}

/** Undefined for what is no entry. */
export function entryOf(value: Json): Entry | undefined {
  if (!isObject(value) || !isObject(value.request)) return undefined;
  const { request } = value;
  if (typeof request.url !== 'string') return undefined;
  const response = isObject(value.response) ? value.response : {};
  return {
    method: typeof request.method === 'string' ? request.method : 'GET',
    url: request.url,
    status: typeof response.status === 'number' && response.status > 0 ? response.status : 0,
    response,
    received: list(value._webSocketMessages).flatMap((each) =>
      isObject(each) && each.type !== 'send' && typeof each.data === 'string' ? [each.data] : [],
    ),
    token: headerOf(request, 'authorization'),
  };
}

/** The answer of an entry. */
export function answerOf(entry: Entry): Answer {
  const { response, status } = entry;
  const failure = failureOf(response);
  const known = list(response.headers).length > 0 ? readHeaders((name) => headerOf(response, name)) : {};
  const handshake = /Unexpected response code: (\d{3})/.exec(text(response._failureText) || text(response._error))?.[1];
  return {
    status: status === 0 && handshake !== undefined ? Number(handshake) : status,
    ...(failure !== undefined && { failure }),
    ...known,
    ...readContent(response),
  };
}

/** Chrome and Playwright each have a name for it; of either only what cannot be anything else is taken. */
function failureOf(response: JsonObject): string | undefined {
  return /(?:net::ERR|NS_ERROR)_[A-Z_]{2,60}/.exec(`${text(response._error)} ${text(response._failureText)}`)?.[0];
}

function readContent(response: JsonObject) {
  const body = bodyText(response);
  if (body !== undefined && body !== '') return readBody(body);
  const content = isObject(response.content) ? response.content : {};
  if (text(content.mimeType).includes('html')) return { body: 'html' as const };
  return { body: content.size === 0 ? ('none' as const) : ('unrecorded' as const) };
}

/** More than any refusal has. */
const MOST = 1_000_000;

/** The text of the body; undefined where it was not recorded, or cannot be read. */
export function bodyText(response: JsonObject): string | undefined {
  const content = isObject(response.content) ? response.content : {};
  if (typeof content.text !== 'string' || content.text.length > 2 * MOST) return undefined;
  if (content.encoding !== 'base64') return content.text;
  return unpacked(Buffer.from(content.text, 'base64'), headerOf(response, 'content-encoding'))?.toString();
}

/** Some tools keep the body as it travelled. */
function unpacked(bytes: Buffer, encoding: string | undefined): Buffer | undefined {
  const options = { maxOutputLength: MOST };
  const isPlain = /^\s*[[{<]/.test(bytes.subarray(0, 100).toString('latin1'));
  if (isPlain) return bytes;
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, options);
    if (encoding === 'br') return brotliDecompressSync(bytes, options);
    if (encoding === 'deflate') return inflateSync(bytes, options);
    return encoding === undefined || encoding === 'identity' ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The value of a header, by its lower-case name. */
export function headerOf(message: JsonObject, name: string): string | undefined {
  for (const each of list(message.headers)) {
    if (isObject(each) && text(each.name).toLowerCase() === name) return text(each.value);
  }
  return undefined;
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
