import fc from 'fast-check';
import { asModule, PLACES } from './as-module';
import { checkFiles } from './gates';
import { isTold, lists } from './lists';
import { judge } from './oracle';
import { alwaysLater, kindsOf } from './runs';

/** Places in which only Terraform knows the list. */
const UNTOLD: readonly string[] = ['for_each', 'for_each of a module', 'count'];

test('whatever makes a list: no client passes that lacks a scope, and what is said to be missing is', async () => {
  const kinds = kindsOf('told and missing', 'told and complete', 'untold and missing', 'untold and complete');
  await alwaysLater('folder', fc.tuple(lists, fc.constantFrom('root', 'root', ...PLACES)), async ([list, place]) => {
    const { files, address, names } = asModule(list, place);
    const oracle = judge({ grant: 'CODE', held: names, waits: false });
    const missing = oracle.kind === 'judged' ? oracle.missing : [];
    const { clients, findings } = await checkFiles(files);
    const found = findings.filter(({ rule, kind }) => rule === 'missing-scope' && kind === 'fail');
    const told = found.map(({ subject }) => String(subject)).sort();
    const verdict = clients[0]?.verdict;
    expect(clients.map((each) => each.address)).toEqual([address]);
    if (missing.length > 0) expect(['open', 'fail']).toContain(verdict);
    // Where it is not open, all is known: also when another rule fails.
    const isOpen = findings.some(({ rule, kind }) => rule === 'missing-scope' && kind === 'open');
    expect(told).toEqual(isOpen ? [] : missing);
    const isEvaluated = isTold(list) && !UNTOLD.includes(place);
    if (isEvaluated) expect(isOpen).toBe(false);
    kinds.saw(`${isEvaluated ? 'told' : 'untold'} and ${missing.length > 0 ? 'missing' : 'complete'}`);
  });
  kinds.expectEach();
});
