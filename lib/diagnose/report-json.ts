import type { Location } from '../model';
import { visible } from '../reporters';
import { TOOL, VERSION } from '../version';
import type { Diagnosis } from './diagnosis';
import { hasFailures } from './diagnosis';

/** Name and version of the format: a change that breaks readers gets a new number. */
export const DIAGNOSIS_FORMAT = 'genesys-scopes/diagnosis@1';

/** The diagnosis for other tools. */
export function diagnosisJson(diagnosis: Diagnosis): string {
  const document = {
    format: DIAGNOSIS_FORMAT,
    tool: { name: TOOL, version: VERSION },
    failures: hasFailures(diagnosis),
    files: diagnosis.files.map(({ file, kind, looked, channel }) => ({ file, kind, looked, channel: channel ?? null })),
    verdicts: diagnosis.verdicts.map((verdict) => ({
      cause: verdict.cause ?? null,
      certainty: verdict.certainty,
      severity: verdict.severity,
      call: verdict.call ?? null,
      client: verdict.client ?? null,
      scopes: verdict.scopes === undefined ? null : [...verdict.scopes],
      message: verdict.message,
      details: [...(verdict.details ?? [])],
      remedy: verdict.remedy,
      evidence: [...verdict.evidence],
      location: locationFields(verdict.at),
      count: verdict.count,
    })),
    problems: diagnosis.problems.map(({ message, remedy, at }) => ({
      message,
      remedy: remedy ?? null,
      location: locationFields(at),
    })),
  };
  return `${visible(JSON.stringify(document, null, 2))}\n`;
}

function locationFields({ file, line, column }: Location) {
  return { file, line: line ?? null, column: column ?? null };
}
