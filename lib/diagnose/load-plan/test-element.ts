import type { Location } from '../../model';
import type { Xml } from './xml';

/** An element of a test plan, with what stands below it in JMeter's tree. */
export interface TestElement {
  /** The class that JMeter makes of it, as the plan names it. */
  readonly type: string;
  readonly isEnabled: boolean;
  readonly properties: Xml;
  readonly children: readonly TestElement[];
  at(): Location;
}

const HASH_TREE = 'hashTree';

/** The elements of a hash tree. What stands below an element is in the hash tree that follows it. */
export function elementsIn(tree: Xml): readonly TestElement[] {
  return tree.children.flatMap((xml, index) => {
    if (xml.name === HASH_TREE) return [];
    const next = tree.children[index + 1];
    return [
      {
        type: xml.attributes.testclass || xml.name,
        isEnabled: xml.attributes.enabled !== 'false',
        properties: xml,
        children: next?.name === HASH_TREE ? elementsIn(next) : [],
        at: xml.at,
      },
    ];
  });
}

/** The hash tree at the top of a plan. */
export function hashTreeIn(root: Xml): Xml | undefined {
  return root.children.find(({ name }) => name === HASH_TREE);
}

/** The elements below one that run. */
export function enabledBelow({ children }: TestElement): readonly TestElement[] {
  return children.filter(({ isEnabled }) => isEnabled);
}

/** A property by its name, which is an attribute, or for what beans have an element in it. */
export function property(xml: Xml, name: string): Xml | undefined {
  return xml.children.find(
    (child) =>
      child.attributes.name === name || child.children.some((inner) => inner.name === 'name' && inner.text === name),
  );
}

/** The text of a property; empty where there is none. */
export function textOf(xml: Xml, name: string): string {
  const found = property(xml, name);
  return (found?.children.find((child) => child.name === 'value')?.text ?? found?.text ?? '').trim();
}

/** The name of a class without its package. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
