import { JSDOM } from 'jsdom';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** The whole text in it, also that of its children. */
  readonly text: string;
}

/** Parses XML strictly: what is not well-formed throws. */
export function parseXml(text: string): Element {
  const { window } = new JSDOM(text, { contentType: 'text/xml' });
  const toElement = (node: globalThis.Element): Element => ({
    name: node.tagName,
    attributes: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
    children: [...node.children].map(toElement),
    text: node.textContent ?? '',
  });
  return toElement(window.document.documentElement);
}
