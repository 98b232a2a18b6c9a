import { type Location, type Problem, publicText } from '../model';

/** What reading a text ends with that would not come to an end in time. */
export class TakesTooLong extends Error {
  /** @param offset in the text that was reached */
  public constructor(public readonly offset: number) {
    super('takes too long to be read');
  }

  /** A problem of the input: nobody writes such a text by accident. */
  public problem({ file, line, column }: Location): Problem {
    return {
      message: publicText(this.message),
      remedy: publicText('terraform fmt names what is wrong there, and takes out long runs of blanks.'),
      at: { file, ...(line !== undefined && column !== undefined && { line, column }) },
    };
  }
}
