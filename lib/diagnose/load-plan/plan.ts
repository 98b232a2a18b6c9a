import type { Location } from '../../model';
import { type Sent, scopeOfPlan, sentBy } from './requests';
import { elementsIn, enabledBelow, property, shortType, type TestElement, textOf } from './test-element';
import { type Group, isThreadGroup, readGroup } from './thread-groups';
import { variableSources } from './tokens';
import type { Xml } from './xml';

/** A thread group with what it sends. */
export type SendingGroup = Group & Sent;

/** A test plan as far as its load is concerned. */
export interface Plan {
  readonly groups: readonly SendingGroup[];
  /** Thread groups that are switched off. */
  readonly disabled: number;
  readonly at: Location;
}

/** Reads what stands below the test plan of a file. */
export function planIn(tree: Xml): Plan | undefined {
  const plan = elementsIn(tree).find(({ type }) => shortType(type) === 'TestPlan');
  if (plan === undefined) return undefined;
  const below = enabledBelow(plan);
  const defined = definedIn(plan);
  const sources = variableSources([plan], defined);
  const scope = scopeOfPlan(below, sources);
  return {
    groups: below
      .filter(isThreadGroup)
      .map((element) => ({ ...readGroup(element, defined), ...sentBy(element, scope, sources) })),
    disabled: plan.children.filter((child) => !child.isEnabled && isThreadGroup(child)).length,
    at: plan.at(),
  };
}

/** User Defined Variables: those of the plan, and of the elements that have them, wherever they stand. */
function definedIn(plan: TestElement): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const visit = (element: TestElement): void => {
    const { properties, type } = element;
    const table =
      shortType(type) === 'Arguments' ? properties : property(properties, 'TestPlan.user_defined_variables');
    const list = table === undefined ? undefined : property(table, 'Arguments.arguments');
    for (const argument of list?.children ?? []) {
      const name = textOf(argument, 'Argument.name') || (argument.attributes.name ?? '');
      if (name !== '') variables.set(name, textOf(argument, 'Argument.value'));
    }
    for (const child of enabledBelow(element)) visit(child);
  };
  visit(plan);
  return variables;
}
