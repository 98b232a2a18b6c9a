import { type ParseError, printParseErrorCode, visit } from 'jsonc-parser';
import { type Problem, printed, publicText, type Text } from '../model';
import { lineStarts, position } from './locate';

/** The first error in a text. Of a large one no tree is made for that, and no list of all that follows from it. */
function firstError(text: string): ParseError | undefined {
  const errors: ParseError[] = [];
  const stop = new Error('found');
  try {
    visit(
      text,
      {
        onError: (error, offset, length) => {
          errors.push({ error, offset, length });
          throw stop;
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error !== stop) throw error;
  }
  return errors[0];
}

/** What is wrong with a text that is no JSON. Unlike JSON.parse, the parser that tells where runs out of stack. */
export function syntaxProblem(text: string, file: Text): Problem {
  try {
    return describeError(text, file);
  } catch (error) {
    if (isTooDeep(error)) return tooDeep(file);
    throw error;
  }
}

function describeError(text: string, file: Text): Problem {
  const end = text.trimEnd().length;
  // The parser keeps what is blank, character by character.
  const first = end === 0 ? undefined : firstError(text.slice(0, end));
  const name = first && printParseErrorCode(first.error);
  const isCut =
    end === 0 ||
    (first !== undefined &&
      (first.offset >= end || (name === 'UnexpectedEndOfString' && first.offset + first.length >= end)));
  const message =
    end === 0
      ? 'is empty'
      : isCut
        ? 'is cut off: the JSON ends too early'
        : ((name && SENTENCES[name]) ?? 'is not JSON');
  if (end > 0 && !/^\s*([{[]|\/[/*])/.test(text)) {
    return { message: publicText('is not JSON'), remedy: publicText(WHAT_TO_GIVE), at: { file, line: 1, column: 1 } };
  }
  const offset = isCut ? end : Math.min(first?.offset ?? end, end);
  return {
    message: publicText(message),
    remedy: publicText(
      isCut ? 'Write the file again, and check that the command before it succeeded.' : 'Mend the JSON.',
    ),
    at: { file, ...position(lineStarts(text.slice(0, offset)), offset) },
  };
}

/** What to give in place of a file that is something else. */
export const WHAT_TO_GIVE = 'Give the output of terraform show -json, a .tf or .tf.json file, or the folder cdktf.out.';

/** What a parse error means, by the parser's own name for it. */
const SENTENCES: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'has a comment, which JSON does not allow',
  EndOfFileExpected: 'has more text after the end of the JSON',
  CommaExpected: 'is not JSON: a comma is missing',
  ColonExpected: 'is not JSON: a colon is missing',
  PropertyNameExpected: 'is not JSON: a property name in double quotes is missing',
};

/** True for what is thrown when there is no stack left. It may come from another world than ours, as under a test. */
function isTooDeep(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';
}

/** What to say when reading ran out of stack. */
export function tooDeep(file: Text): Problem {
  return { message: printed`is nested too deeply to be read`, at: { file } };
}
