import { isObject, type Json } from '../files';
import { type Location, type Problem, printed, publicText, type Text } from '../model';
import { tryParse } from './body';
import { lineIncidents } from './incidents';
import { type Seen, seenInJson } from './log-json';
import { ATTEMPT, BEGINS, isOfPlatform, NOT_OPENED, REACHED, seenInText } from './log-text';
import { merged } from './merge';
import type { Incident, Observed } from './observed';
import { counted } from './place';

/** Codes that colour a terminal. */
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}[A-Za-z]`, 'g');

/** Of a longer line the rest says no more: a body or a source map was logged. */
const MOST_OF_A_LINE = 200_000;

/** What a log shows: of a browser's console, of the SDK, or the text of an answer; or why nothing can be said of it. */
export function readLog(text: string, file: Text): Observed | Problem {
  const lines = text.split(/\r\n|\r|\n/);
  const all: Line[] = [];
  let address: { readonly text: string; readonly line: number } | undefined;
  for (const [index, raw] of lines.entries()) {
    const line = raw.replaceAll(ANSI, '').slice(0, MOST_OF_A_LINE);
    const near = address !== undefined && index - address.line <= NEAR ? address.text : undefined;
    const read = readLine(line, { file, line: index + 1 }, near, () => beside(lines, index));
    if (read !== undefined) all.push(read);
    const [found] = ADDRESS.exec(line) ?? [];
    if (found !== undefined) address = { text: found, line: index };
  }
  if (all.length === 0) return nothingIn(file);
  return observed(all, lines.length, file);
}

/** A document that is one JSON text, such as the body of an answer or an exported log. */
export function readLogOfJson(value: Json, file: Text): Observed | Problem {
  const all = recordsIn(value).flatMap((record, index, { length }) => {
    const at = length === 1 ? { file } : { file: printed`${file}#${index}` };
    const words = JSON.stringify(record).slice(0, MOST_OF_A_LINE);
    const line = readLine(words, at);
    return line === undefined ? [] : [line];
  });
  return all.length === 0 ? nothingIn(file) : observed(all, recordsIn(value).length, file);
}

/** Exported logs are a list of records, or have one. */
function recordsIn(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  const lists = isObject(value)
    ? Object.values(value).filter((each) => Array.isArray(each) && each.some(isObject))
    : [];
  const isRefusal = isObject(value) && typeof value.code === 'string';
  return lists.length === 1 && !isRefusal ? (lists[0] as readonly Json[]) : [value];
}

/** In an error that is printed over several lines the address stands before what was answered. */
const NEAR = 40;
const ADDRESS = /(?:https?|wss?):\/\/[^\s'"<>]{1,2000}\/(?:api\/v2|stream)\/[^\s'"<>)]{1,2000}/;

interface Line {
  readonly at: Location;
  readonly seen: readonly Seen[];
  readonly incidents: readonly Incident[];
  /** Which of the words of the SDK are in it. */
  readonly says: Readonly<Record<keyof typeof WORDS, boolean>>;
}

const WORDS = { attempt: ATTEMPT, notOpened: NOT_OPENED, reached: REACHED, begins: BEGINS };

function mapped(line: string): Line['says'] {
  const { attempt, notOpened, reached, begins } = WORDS;
  return {
    attempt: attempt.test(line),
    notOpened: notOpened.test(line),
    reached: reached.test(line),
    begins: begins.test(line),
  };
}

/** An error that is printed over several lines has its code near its message. */
function beside(lines: readonly string[], index: number): string {
  const others = [...lines.slice(index + 1, index + 4), ...lines.slice(Math.max(0, index - 3), index)];
  return others.map((line) => line.slice(0, 1_000)).join('\n');
}

function readLine(line: string, at: Location, near?: string, around: () => string = () => ''): Line | undefined {
  const values = valuesIn(line);
  const fromJson = values.flatMap((value) => seenInJson(value, line));
  const seen = fromJson.length > 0 ? fromJson : seenInText(line, near, line.includes('to use scope [') ? around() : '');
  const incidents = lineIncidents(line).map((each) => ({ ...each, at }));
  if (seen.length === 0 && incidents.length === 0 && !isOfPlatform(line)) return undefined;
  return { at, seen, incidents, says: mapped(line) };
}

/** The JSON in a line, behind whatever stands before it. */
function valuesIn(line: string): Json[] {
  const [start, end] = [line.indexOf('{'), line.lastIndexOf('}')];
  const value = start === -1 || end < start ? undefined : tryParse(line.slice(start, end + 1));
  return value === undefined ? [] : [value];
}

function observed(all: readonly Line[], lines: number, file: Text): Observed {
  const seen = all.flatMap(({ at, seen: each }) => each.map((one) => ({ ...one, at })));
  const exchanges = merged(seen);
  const upgrades = exchanges.filter(({ call }) => call?.kind === 'upgrade');
  const reached = all.filter(({ says }) => says.reached);
  const failed = upgrades.reduce((sum, { count }) => sum + count, 0);
  const count = (word: keyof typeof WORDS) => all.filter(({ says }) => says[word]).length;
  const [first] = reached;
  return {
    file,
    kind: 'log',
    looked: printed`log of ${counted(lines, 'line', 'lines')}, ${all.length} about Genesys Cloud`,
    exchanges,
    incidents: joined(all.flatMap(({ incidents }) => incidents)),
    upgrade: {
      tried: Math.max(count('attempt'), count('notOpened'), failed + reached.length),
      reached: reached.length,
      ...(first && { at: first.at }),
    },
    channels: 0,
    ...(count('begins') > 0 && { begins: all.find(({ says }) => says.begins)?.at ?? { file } }),
  };
}

/** The same incident is told once, with how often it shows. */
function joined(incidents: readonly Incident[]): Incident[] {
  const kinds = new Map<string, Incident>();
  for (const each of incidents) {
    const key = `${each.kind} ${each.said}`;
    const before = kinds.get(key);
    kinds.set(key, before === undefined ? each : { ...before, count: before.count + each.count });
  }
  return [...kinds.values()];
}

function nothingIn(file: Text): Problem {
  return {
    message: publicText('has nothing in it that this command knows'),
    remedy: publicText(
      "Give a HAR with content, the saved console of the browser, or the SDK's log; or a JMeter plan, or Terraform configuration for trunks.",
    ),
    at: { file },
  };
}
