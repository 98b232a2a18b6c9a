import { asChangePlan, changedWorlds, isGone } from './as-changes';
import { checkPlan, type Judgment, saidOf } from './gates';
import { expectJudged, OUTCOMES } from './judged';
import { newlyMissing } from './missing';
import { always, kindsOf } from './runs';
import { blockAddress, instanceAddress, type WorldClient } from './worlds';

/** The missing scopes of a client with whether they are new. */
function missingOf({ findings }: Judgment, client: WorldClient) {
  return findings
    .filter(
      ({ rule, kind, address }) => rule === 'missing-scope' && kind === 'fail' && address === blockAddress(client),
    )
    .map((finding) => ({ scope: String(finding.subject), new: finding.new }));
}

test('a client that a plan changes is judged by what it will be, and what it lacked before is told apart', () => {
  const kinds = kindsOf(...OUTCOMES, 'gone', 'new', 'old');
  always('pure', changedWorlds, (changes) => {
    const report = checkPlan(asChangePlan(changes));
    expect(report.clients.length).toBe(changes.length);
    for (const change of changes) {
      const { after } = change;
      const found = missingOf(report, after);
      if (isGone(change)) {
        kinds.saw('gone');
        expect(['ignored', 'fail']).toContain(saidOf(report, after).verdict);
        expect(found).toEqual([]);
        continue;
      }
      expectJudged(
        { ...report, clients: report.clients.filter(({ address }) => address === instanceAddress(after)) },
        [after],
        kinds.saw,
      );
      expect(found).toEqual(found.map(({ scope }) => ({ scope, new: newlyMissing(change).includes(scope) })));
      for (const each of found) kinds.saw(each.new ? 'new' : 'old');
    }
  });
  kinds.expectEach();
});
