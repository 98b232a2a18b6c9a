import type { Verdict } from '../../lib/diagnose';
import { cli, inFolder } from '../cli/run-cli';

/** The document of `--format json`. */
export interface Document {
  readonly format: string;
  readonly failures: boolean;
  readonly files: readonly {
    readonly file: string;
    readonly kind: string;
    readonly looked: string;
    readonly channel: string;
  }[];
  readonly verdicts: readonly (Pick<Verdict, 'certainty' | 'severity' | 'count'> & {
    readonly cause: string | null;
    readonly call: string | null;
    readonly client: string | null;
    readonly scopes: readonly string[] | null;
    readonly message: string;
    readonly details: readonly string[];
    readonly evidence: readonly string[];
    readonly remedy: string;
  })[];
  readonly problems: readonly { readonly message: string; readonly remedy: string | null; readonly location: object }[];
}

/** What the command makes of a file, as a document. */
export async function documentOf(content: string | Uint8Array, name = 'evidence.har'): Promise<Document> {
  const { stdout, stderr } = await inFolder({ [name]: content }, () => cli(['diagnose', name, '--format', 'json']));
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Each verdict in a line. */
export async function verdictsOf(content: string | Uint8Array, name?: string): Promise<string[]> {
  const { verdicts } = await documentOf(content, name);
  return verdicts.map(({ cause, certainty, severity, call, count }) =>
    [severity, cause ?? 'unclear', certainty, call, count > 1 ? `×${count}` : null]
      .filter((part) => part !== null)
      .join(' | '),
  );
}

/** What a file comes to, by the command in text. */
export async function outputOf(content: string | Uint8Array, name = 'evidence.har'): Promise<string> {
  const { code, stdout, stderr } = await inFolder({ [name]: content }, () => cli(['diagnose', name]));
  return `${stdout}${stderr}exit code ${code}\n`;
}
