import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { guarded, locatorOf } from '../../files';
import { type Location, type Problem, printed, publicText, type Text } from '../../model';

/** An element of an XML text. */
export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands directly in it. */
  readonly text: string;
  readonly children: readonly Xml[];
  at(): Location;
}

/** Characters. No plan that somebody saved is longer, and the tree of a longer text takes gigabytes. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Parses XML. The parser knows the five entities of XML and no others, reads no DTD and opens no file; of what stands in the
 * text nothing gets into a problem.
 */
export function readXml(text: string, file: Text): Xml | Problem {
  if (text.trim() === '') return { message: publicText('is empty'), at: { file } };
  if (text.length > LONGEST) {
    const message = printed`is too large to be a test plan: more than ${LONGEST / 1024 / 1024} million characters`;
    return { message, at: { file } };
  }
  return guarded<Xml | Problem>(
    file,
    () => parse(text, file),
    (problem) => problem,
  );
}

function parse(text: string, file: Text): Xml | Problem {
  try {
    const { root } = parseXml(text, { includeOffsets: true });
    const { at } = locatorOf(text, file);
    if (root !== null) return toXml(root, (start) => startOf(at({ start, end: start })));
    return { message: publicText('is no XML'), at: { file } };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return problem(error, text, file);
  }
}

function problem({ line, column, pos, message }: XmlError, text: string, file: Text): Problem {
  const words = SENTENCES.find(([start]) => message.startsWith(start))?.[1];
  const isCut = pos >= text.trimEnd().length;
  return {
    message: publicText(isCut ? 'is cut off: the XML ends too early' : `is no sound XML${words ? `: ${words}` : ''}`),
    remedy: publicText('Open the plan in JMeter and save it again.'),
    at: { file, line, column },
  };
}

/** What an error of the parser means, by its first words: the rest of them quotes the text. */
const SENTENCES: readonly (readonly [start: string, words: string])[] = [
  ["Named entity isn't defined", 'it uses an entity of its own, and none is read'],
  ['Missing end tag', 'an element is not closed'],
  ['Duplicate attribute', 'an attribute is given twice'],
  ['Attribute value expected', 'an attribute has no value'],
  ['Invalid character', 'a character is not allowed in XML'],
  ['Root element is missing or invalid', 'it does not begin with an element'],
  ['Unclosed', 'something is not closed'],
];

function toXml(element: XmlElement, at: (offset: number) => Location): Xml {
  const text = element.children.map((child) => (child instanceof XmlText ? child.text : '')).join('');
  return {
    name: element.name,
    attributes: element.attributes,
    text,
    children: element.children.flatMap((child) => (child instanceof XmlElement ? [toXml(child, at)] : [])),
    at: () => at(element.start),
  };
}

function startOf({ file, line, column }: Location): Location {
  return { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}
