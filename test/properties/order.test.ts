import fc from 'fast-check';
import { cli, inFolder } from '../cli/run-cli';
import { body, entry, plan, TYPE, tfJson, WHOLE } from '../sources/inputs';
import { asDocument } from './as-json';
import { asPlan } from './as-plan';
import { checkDocument, checkPlan } from './gates';
import { always } from './runs';
import { worldsOf } from './world-generator';

const shuffled = worldsOf().chain((world) =>
  fc.shuffledSubarray([...world.keys()], { minLength: world.length }).map((order) => ({ world, order })),
);

function inOrder<T>(order: readonly number[]): (all: readonly T[]) => readonly T[] {
  return (all) => order.flatMap((index) => all.slice(index, index + 1));
}

function bytes(report: unknown): string {
  return JSON.stringify(report, null, 1);
}

test('the report is the same bytes in whatever order the entries of a plan stand', () => {
  always('pure', shuffled, ({ world, order }) => {
    expect(bytes(checkPlan(asPlan(world, { order: inOrder(order) })))).toBe(bytes(checkPlan(asPlan(world))));
  });
});

test('the report is the same bytes in whatever order clients stand in a document', () => {
  always('pure', shuffled, ({ world, order }) => {
    expect(bytes(checkDocument(asDocument(world, inOrder(order))))).toBe(bytes(checkDocument(asDocument(world))));
  });
});

const stackOf = (scopes: readonly string[]) => tfJson({ a: body({ scopes }) });
const MANIFEST = JSON.stringify({ stacks: { prod: { synthesizedStackPath: 'prod.tf.json' } } });

test.each<[string, Record<string, string>, readonly string[]]>([
  [
    'that can be read',
    { 'a.json': plan([entry(`${TYPE}.a`)]), 'b.tf.json': stackOf([]), 'c.json': plan([]) },
    ['a.json', 'b.tf.json', 'c.json'],
  ],
  ['that cannot be read', { 'b.json': '{', 'c.json': '[' }, ['absent.json', 'b.json', 'c.json']],
  [
    'whose stacks have one name',
    {
      'eu/manifest.json': MANIFEST,
      'eu/prod.tf.json': stackOf(WHOLE),
      'us/manifest.json': MANIFEST,
      'us/prod.tf.json': stackOf([]),
    },
    ['eu', 'us'],
  ],
])('the report is the same bytes in whatever order the inputs are named: inputs %s', async (_, files, inputs) => {
  await inFolder(files, async () => {
    const expected = await cli(['check', ...inputs, '--format', 'json']);
    const orders = fc.shuffledSubarray([...inputs], { minLength: inputs.length });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        expect(await cli(['check', ...order, '--format', 'json'])).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
});
