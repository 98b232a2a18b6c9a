import { closeSync, openSync, readSync } from 'node:fs';
import { readJsonFile } from '../files';
import { type Problem, publicText, type Report, readReportDocument } from '../model';
import { UsageError } from './io';

/** Reads the JSON report that an option names. */
export function readReport(path: string): Report {
  const report = tryReadReport(path);
  if ('message' in report) throw new UsageError(`${path} ${report.message}`);
  return report;
}

/** Reads a JSON report, or says why it cannot be read. */
export function tryReadReport(path: string): Report | Problem {
  const file = publicText(path);
  const parsed = readJsonFile(path, file);
  if ('message' in parsed) return parsed;
  const report = readReportDocument(parsed.value);
  return typeof report === 'string' ? { message: publicText(report), remedy: AGAIN, at: { file } } : report;
}

const AGAIN = publicText('Write it again: genesys-scopes check --output json=FILE, with this release.');

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
    const start = head.toString('utf8', 0, readSync(file, head, 0, HEAD, 0));
    return /^\ufeff?\s*\{\s*"format"\s*:\s*"genesys-scopes\/report@/.test(start);
  } catch {
    // A folder, say: the reader of sources tells more.
    return false;
  } finally {
    closeSync(file);
  }
}
