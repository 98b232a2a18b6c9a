import { type Explanation, KINDS, type Kind, type Meaning } from './explanation';
import { explainOperation } from './operation';
import { explainPermission } from './permission';
import { explainCapability, explainProfile } from './profile';
import { explainRefusal } from './refusal';
import { explainRule } from './rule';
import { explainScope } from './scope';
import { type NotKnown, notKnown } from './unknown';

const MEANINGS: Readonly<Record<Kind, (name: string) => Meaning | undefined>> = {
  rule: explainRule,
  profile: explainProfile,
  capability: explainCapability,
  scope: explainScope,
  permission: explainPermission,
  refusal: explainRefusal,
  operation: explainOperation,
};

/**
 * Says what a name is: the first of {@link KINDS} that has it. What the API document says is read for it, except for a rule.
 *
 * @param name a rule, profile, capability, scope or permission by its name; an operation by method and path, path, URL
 *   or operationId
 * @param kind where a name has several meanings, the one that is wanted
 */
export function explain(name: string, kind?: Kind): Explanation | NotKnown {
  const text = name.trim();
  for (const [index, each] of KINDS.entries()) {
    if (kind !== undefined && each !== kind) continue;
    const meaning = MEANINGS[each](text);
    if (meaning === undefined) continue;
    const all = kind === undefined ? KINDS.slice(index + 1) : [];
    // A rule has the name of a refusal at most; so none costs the reading of the document.
    const later = each === 'rule' ? all.filter((other) => other === 'refusal') : all;
    return { ...meaning, also: later.filter((other) => MEANINGS[other](text) !== undefined) };
  }
  return notKnown(text, kind);
}
