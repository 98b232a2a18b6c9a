import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { decode, errorCode, parseJson } from '../files';
import { publicText, type Report, readReportDocument } from '../model';
import { UsageError } from './io';

/** Reads the JSON report that an option names. */
export function readReport(path: string): Report {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path} (${errorCode(error)})`);
  }
  const file = publicText(path);
  const text = decode(bytes, file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  if ('message' in parsed) throw new UsageError(`${path} ${parsed.message}`);
  const report = readReportDocument(parsed.value);
  if (typeof report === 'string') throw new UsageError(`${path} ${report}`);
  return report;
}

/** Characters within which a report says that it is one. */
const HEAD = 200;

/** True when a file begins as a JSON report does. Plans may be large: they are not read for this. */
export function looksLikeReport(path: string): boolean {
  if (path === '-') return false;
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    const head = Buffer.alloc(HEAD);
    return /^\ufeff?\s*\{\s*"format"\s*:\s*"genesys-scopes\/report@/.test(
      head.toString('utf8', 0, readSync(file, head, 0, HEAD, 0)),
    );
  } catch {
    // A folder, say: the reader of sources tells more.
    return false;
  } finally {
    closeSync(file);
  }
}
