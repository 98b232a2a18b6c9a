import { type Problem, printed, publicText, type Text } from '../model';

/** Line and column, both from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export const MEND = 'Mend the JSON, or export it again.';
export const EXPORT_AGAIN = 'Export it again, and check that the command before it succeeded.';
export const WHAT_TO_GIVE = 'Give the answers of the Zendesk API as they came, as .json, .ndjson or .jsonl files.';

/** A problem with its place. What stands there is never told: it may be of a person. */
export function damage(file: Text, message: string, { line, column }: Position, remedy: string): Problem {
  return { message: publicText(message), remedy: publicText(remedy), at: { file, line, column } };
}

/** @param code of the error of the file system or of unpacking, such as ENOENT */
export function unreadable(file: Text, code: string): Problem {
  const isDamaged = code.startsWith('Z_');
  const verb = publicText(isDamaged ? 'unpacked' : 'read');
  return {
    message: printed`cannot be ${verb} (${publicText(code)})`,
    ...(isDamaged && { remedy: publicText(EXPORT_AGAIN) }),
    at: { file },
  };
}
