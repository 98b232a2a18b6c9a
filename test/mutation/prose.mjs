// Plugin of Stryker: leaves prose alone.
//
// What a rule says of itself (description, rationale, remedy, examples) and what the policy's schema says to editors
// (the argument of `.describe`) is compared as a whole with RULES.md and genesys-scopes.schema.json: every mutant of it would
// be killed by one comparison, and only make the score look better. Messages, and all text that functions build, are mutated.

const TEXTS = new Set(['description', 'rationale', 'remedy', 'examples']);
const DEFINE = /^define(Client|Change|Source)Rule$/;

function isCallOf(node, isCallee) {
  return node?.type === 'CallExpression' && isCallee(node.callee);
}

/** A member of the object that is handed to `defineClientRule` or one of its kin. */
function isRuleText({ node, parent, parentPath }) {
  return (
    node.type === 'ObjectProperty' &&
    node.key.type === 'Identifier' &&
    TEXTS.has(node.key.name) &&
    parent?.type === 'ObjectExpression' &&
    isCallOf(parentPath?.parent, (callee) => callee.type === 'Identifier' && DEFINE.test(callee.name))
  );
}

/** The text in `schema.describe('text')`. */
function isSchemaText({ node, parent, key, listKey }) {
  const isDescribe = (callee) => callee.type === 'MemberExpression' && callee.property.name === 'describe';
  return (
    listKey === 'arguments' && key === 0 && node.type !== 'ArrowFunctionExpression' && isCallOf(parent, isDescribe)
  );
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'prose',
    value: {
      shouldIgnore: (path) =>
        isRuleText(path) || isSchemaText(path) ? 'prose, compared as a whole with the generated documents' : undefined,
    },
  },
];
