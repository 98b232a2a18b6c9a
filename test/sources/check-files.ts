import type { Report } from '../../lib/model';
import { cli, type Files, inFolder } from '../cli/run-cli';

/** What the JSON report says, one line for each client, finding and problem. */
export interface Digest {
  readonly code: number | null;
  /** `verdict address`. */
  readonly clients: readonly string[];
  /** `severity id`, `open id` where it waits; with instances where they are not the address itself. */
  readonly findings: readonly string[];
  /** `place: message`. */
  readonly problems: readonly string[];
}

export type JsonReport = Omit<Report, 'problems'> & {
  readonly problems: readonly {
    readonly message: string;
    readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
  }[];
};

/** Writes files into a folder and checks the paths given (by default the folder) as a user does. */
export async function checkFiles(
  files: Files,
  args: readonly string[] = ['.'],
): Promise<{ code: number | null; report: JsonReport; json: string; text: string }> {
  return await inFolder(files, async () => {
    const json = await cli(['check', '--format', 'json', ...args]);
    const text = await cli(['check', ...args]);
    if (json.stderr !== '') throw new Error(json.stderr);
    return { code: json.code, report: JSON.parse(json.stdout), json: json.stdout, text: text.stdout };
  });
}

/** {@link checkFiles}, as a few lines. */
export async function digestOf(files: Files, args?: readonly string[]): Promise<Digest> {
  const { code, report } = await checkFiles(files, args);
  return {
    code,
    clients: report.clients.map(({ verdict, address }) => `${verdict} ${address}`),
    findings: report.findings.map(({ kind, severity, id, address, instances }) => {
      const own = instances.length === 1 && instances[0] === address;
      return `${kind === 'open' ? 'open' : severity} ${id}${own || instances.length === 0 ? '' : ` [${instances.join(', ')}]`}`;
    }),
    problems: report.problems.map(
      ({ message, location: { file, line, column } }) =>
        `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`,
    ),
  };
}
