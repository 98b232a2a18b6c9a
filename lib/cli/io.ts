import type { Patience } from '../http';

/** The world outside, as parameters: so the whole command line runs in a test. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether standard output is a terminal that shows colours. */
  readonly color: boolean;
  /** Whether standard error is a terminal, where a line of progress can be. @default false */
  readonly interactive?: boolean;
  /** The day, as YYYY-MM-DD. */
  readonly today: string;
  /** Variables of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long a server is asked. @default - two minutes in all */
  readonly patience?: Patience;
}

/** What the process answers. With several reasons the highest of 70, 2, 3, 1, 0 in this order wins. */
export const EXIT = { clean: 0, findings: 1, usage: 2, input: 3, defect: 70 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Something that the caller of the command has to change; ends in exit code 2. */
export class UsageError extends Error {
  public readonly messages: readonly string[];

  public constructor(...messages: readonly string[]) {
    super(messages[0]);
    this.messages = messages;
  }
}
