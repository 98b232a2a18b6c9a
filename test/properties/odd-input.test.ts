import fc from 'fast-check';
import { entry, plan, TYPE, tfJson } from '../sources/inputs';
import { instance, resource, stateFile } from '../sources/states';
import { checkDocument, checkPlan, checkState, type Judgment } from './gates';
import { judge } from './oracle';
import { always, kindsOf } from './runs';
import { namesFor } from './world-generator';

/** What no list of scopes has as Terraform writes it, beside names. */
const oddElements = fc.constantFrom<unknown>(null, 7, true, {}, { users: 'users' }, [], ['users'], [['users']], '');
const oddLists = fc.constantFrom<unknown>('users', 7, true, { 0: 'users' }, {}, null);

/** A mark about the list: on the whole of it, on elements, on elements that it does not have, or of another form. */
const marks = fc.oneof(
  fc.constantFrom<unknown>(undefined, undefined, false, [], {}, true, 'true', 1, null),
  fc.array(fc.constantFrom<unknown>(false, false, true, null, [true], { a: true }), { maxLength: 9 }),
  fc.constantFrom<unknown>({ 0: true }, { scopes: true }, { '-1': true }),
);

const odd = fc.record({
  names: namesFor('agent'),
  extra: fc.array(oddElements, { maxLength: 2 }),
  list: fc.option(oddLists, { nil: undefined, freq: 6 }),
  unknown: marks,
  sensitive: marks,
  before: marks,
});

type Odd = typeof odd extends fc.Arbitrary<infer T> ? T : never;

function scopesOf({ names, extra, list }: Odd): unknown {
  return list === undefined ? [...names, ...extra] : list;
}

/** Whether a mark says of an element that it is not known. */
function isUnknown(mark: unknown, index: number): boolean {
  if (mark === true) return true;
  const own = typeof mark === 'object' && mark !== null ? (mark as Record<number, unknown>)[index] : undefined;
  return own === true || (typeof own === 'object' && own !== null && Object.values(own).includes(true));
}

/** What is certainly missing or not known: none of it may pass. */
function mayPass(each: Odd, marked: boolean): boolean {
  if (each.list !== undefined || (marked && each.unknown === true)) return false;
  const held = each.names.filter((_, index) => !(marked && isUnknown(each.unknown, index)));
  const oracle = judge({ grant: 'CODE', held, waits: false });
  return oracle.kind === 'judged' && oracle.missing.length === 0;
}

function expectNoFalsePass(report: Judgment, mayBe: boolean, saw: (kind: string) => void): void {
  expect(report.clients.length).toBe(1);
  const verdict = report.clients[0]?.verdict ?? '';
  saw(`${mayBe ? 'whole' : 'lacking'} and ${verdict}`);
  if (!mayBe) expect(['open', 'fail']).toContain(verdict);
}

test('what Terraform would not write is no pass where names are missing, in any source', () => {
  const kinds = kindsOf('lacking and open', 'lacking and fail', 'whole and pass');
  always('pure', odd, (each) => {
    const after = { name: 'a', authorized_grant_type: 'CODE', scopes: scopesOf(each) };
    const [unknown, sensitive] = [{ scopes: each.unknown }, { scopes: each.sensitive }];
    const change = {
      after,
      after_unknown: unknown,
      after_sensitive: sensitive,
      before_sensitive: { scopes: each.before },
    };
    const values = [instance(after, { sensitive_attributes: each.sensitive })];
    for (const text of [
      plan([entry(`${TYPE}.a`, change)]),
      plan([entry(`${TYPE}.a`, { ...change, actions: ['update'], before: after })]),
      plan([entry(`${TYPE}.a`, change), entry(`${TYPE}.a`, change, { deposed: 'abcd' })]),
    ]) {
      expectNoFalsePass(checkPlan(text), mayPass(each, true), kinds.saw);
    }
    expectNoFalsePass(checkState(stateFile([resource('a', values)])), mayPass(each, false), kinds.saw);
    expectNoFalsePass(checkDocument(tfJson({ a: after })), mayPass(each, false), kinds.saw);
  });
  kinds.expectEach();
});

test('a mark on a part of a plan that is larger than the list makes no pass', () => {
  const wholes = fc.constantFrom<unknown>(true, { scopes: true, name: true }, { name: true, scopes: [true] });
  always('pure', fc.tuple(wholes, namesFor('agent')), ([unknown, names]) => {
    const after = { authorized_grant_type: 'CODE', scopes: [null, ...names] };
    const { clients } = checkPlan(plan([entry(`${TYPE}.a`, { after, after_unknown: unknown })]));
    expect(['open', 'fail']).toContain(clients[0]?.verdict);
  });
});

test('of entries that have one address none passes when one lacks a scope', () => {
  always('pure', fc.tuple(namesFor('agent'), namesFor('agent')), ([one, other]) => {
    const entries = [one, other].map((scopes) =>
      entry(`${TYPE}.a`, { after: { name: 'a', authorized_grant_type: 'CODE', scopes } }),
    );
    const lacks = [one, other].some((held) => {
      const oracle = judge({ grant: 'CODE', held, waits: false });
      return oracle.kind === 'judged' && oracle.missing.length > 0;
    });
    const { clients } = checkPlan(plan(entries));
    if (lacks) expect(clients.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  });
});
