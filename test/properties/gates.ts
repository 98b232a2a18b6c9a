import { check } from '../../lib/check';
import type { Json } from '../../lib/files';
import { publicText, type Reading, type Report } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPath, readPlan } from '../../lib/sources';
import { readTerraformJson } from '../../lib/sources/configuration';
import { readState } from '../../lib/sources/state';
import { type Files, inFolder } from '../cli/run-cli';
import { blockAddress, instanceAddress, type WorldClient } from './worlds';

const SOURCE = { label: publicText('app'), path: publicText('app') };

function report(readings: readonly Reading[]): Report {
  return check(readings, DEFAULT_POLICY, { today: '2026-11-25', catalog: PUBLISHED_CATALOG });
}

export function checkPlan(text: string): Report {
  return report([readPlan(JSON.parse(text), SOURCE)]);
}

export function checkState(text: string): Report {
  return report([readState(JSON.parse(text), SOURCE)]);
}

/** The judgment of the synth gate: it has no parser of expressions, and looks up nothing. */
export function checkDocument(text: string): Report {
  return report([readTerraformJson([{ value: JSON.parse(text) as Json, file: SOURCE.path }], SOURCE)]);
}

export async function checkFolder(path: string): Promise<Report> {
  return report(await readPath(path));
}

export async function checkFiles(files: Files): Promise<Report> {
  return report(await inFolder(files, () => readPath('.')));
}

/** What a report says of one client. */
export interface Said {
  readonly verdict: string | undefined;
  /** The missing scopes as findings tell them, and as the line of the client does. */
  readonly missing: readonly string[];
  readonly listed: readonly string[];
  readonly findings: readonly string[];
}

/** In these worlds a block has one instance, so what is said of the block is said of that. */
export function saidOf({ clients, findings, accepted }: Judgment, client: WorldClient): Said {
  const block = blockAddress(client);
  const lines = clients.filter(({ address }) => address === block || address === instanceAddress(client));
  const own = findings.filter(({ address }) => address === block);
  const isMissing = ({ rule, kind }: (typeof own)[number]) => rule === 'missing-scope' && kind === 'fail';
  return {
    verdict: lines.length === 1 ? lines[0]?.verdict : `${lines.length} clients have this address`,
    missing: own
      .filter(isMissing)
      .map(({ subject }) => String(subject))
      .sort(),
    listed: (lines[0]?.missing ?? []).map(String).sort(),
    // Of sensitive names several findings read the same.
    findings: distinct([
      ...own.map(({ severity, kind, id }) => `${severity} ${kind} ${id}`),
      ...accepted.filter(({ address }) => address === block).map(({ id }) => `accepted ${id}`),
    ]),
  };
}

function distinct(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}

/** The parts of a report that the properties look at, as the program has them and as it prints them. */
export interface Judgment {
  readonly clients: readonly {
    readonly address: string;
    readonly verdict: string;
    readonly missing: readonly string[];
  }[];
  readonly findings: readonly Found[];
  readonly accepted: readonly Found[];
  readonly problems?: readonly unknown[];
}

interface Found {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly kind: string;
  readonly new: boolean;
  readonly address?: string;
  readonly subject?: string;
}
