import { isObject, type Json, type JsonObject } from '../files';
import { causeOfCode } from '../operations';
import { isUuid, readHeaders, readRefusal, tryParse } from './body';
import { type Call, callOf } from './call';
import type { Answer } from './observed';

/** A refused call in a log. The same one is logged in several forms, of which each shows it once. */
export interface Seen {
  readonly form: string;
  readonly call?: Call;
  readonly answer: Answer;
}

/** An error of the SDK holds that of the request one or two levels deep, and what was answered below that. */
const DEEPEST = 10;

/**
 * The refused calls in a JSON value: errors of axios as the SDK logs them, its own `request error`, and bodies of refusals.
 *
 * @param line where it stands, in which the address may be
 */
export function seenInJson(value: Json, line = ''): Seen[] {
  const addressInLine = /(?:https?|wss?):\/\/[^\s'"<>]{1,4000}/.exec(line)?.[0];
  const all = walk(value, [], DEEPEST).map(({ form, answer, address, method }): Seen => {
    const url = address ?? addressInLine;
    const call = url === undefined ? undefined : callOf(method, url);
    return { form, answer, ...(call && { call }) };
  });
  // Of one line the fullest account stands for all.
  const best = all.find(({ answer }) => answer.code !== undefined) ?? all[0];
  return best === undefined ? [] : [best];
}

interface Found {
  readonly form: string;
  readonly answer: Answer;
  readonly address?: string | undefined;
  readonly method?: string | undefined;
}

function walk(value: Json, path: readonly string[], left: number): Found[] {
  if (left === 0) return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each) => walk(each, path, left - 1));
  if (typeof value === 'string') return inString(value, path, left);
  if (!isObject(value)) return [];
  const own = found(value, path);
  if (own.length > 0) return own;
  return Object.entries(value).flatMap(([key, each]) => (key === 'config' ? [] : walk(each, [...path, key], left - 1)));
}

/** A JSON text within a JSON text, as log collectors make them. */
function inString(value: string, path: readonly string[], left: number): Found[] {
  const inner = value.length < 100_000 ? tryParse(value.trim()) : undefined;
  return inner === undefined ? [] : walk(inner, path, left - 1);
}

function found(value: JsonObject, path: readonly string[]): Found[] {
  const { response, config, body, status } = value;
  const of = isObject(config) ? { address: text(config.url), method: text(config.method) } : {};
  if (isObject(response) && isStatus(response.status)) {
    const answer = { status: response.status, ...refusal(response.data), ...headersOf(response.headers) };
    return answer.status < 400 ? [] : [{ form: formOf(path), answer, ...of }];
  }
  if (isStatus(status) && status >= 400) {
    const own = isPlatformRefusal(value) ? readRefusal(value) : refusal(body);
    if (own.code === undefined && of.address === undefined && body === undefined && !('correlationId' in value))
      return [];
    const { correlationId } = value;
    const answer: Answer = { status, ...own, ...(isUuid(correlationId) && { correlation: correlationId }) };
    return [{ form: formOf(path), answer, ...of }];
  }
  return isPlatformRefusal(value) ? [{ form: formOf(path), answer: { status: 0, ...readRefusal(value) } }] : [];
}

function isStatus(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value < 600;
}

function isPlatformRefusal({ code }: JsonObject): boolean {
  return typeof code === 'string' && causeOfCode(code) !== undefined;
}

function refusal(data: Json | undefined): Pick<Answer, 'body' | 'code' | 'scopes' | 'permissions'> {
  if (data === undefined) return { body: 'unrecorded' };
  const value = typeof data === 'string' ? tryParse(data.trim()) : data;
  if (value !== undefined && value !== null) return readRefusal(value);
  return {
    body: typeof data === 'string' && /^\s*<(!doctype|html)/i.test(data) ? 'html' : data === '' ? 'none' : 'other',
  };
}

function headersOf(headers: Json | undefined): ReturnType<typeof readHeaders> | object {
  if (!isObject(headers)) return {};
  const { isPlatform, ...rest } = readHeaders((name) => text(headers[name]));
  // A page of another origin sees few headers: that one is missing shows nothing.
  return isPlatform === true ? { isPlatform, ...rest } : rest;
}

function formOf(path: readonly string[]): string {
  return path.filter((key) => Number.isNaN(Number(key))).join('.');
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
