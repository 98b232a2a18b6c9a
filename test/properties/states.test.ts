import { asPlan } from './as-plan';
import { asStates } from './as-state';
import { checkPlan, checkState } from './gates';
import { expectJudged, OUTCOMES, told } from './judged';
import { always, kindsOf } from './runs';
import { worldsOf } from './world-generator';
import { asApplied, inClear } from './worlds';

test('a client of a state is judged as the tables of the design say, in every form of a state, and as in a plan', () => {
  const kinds = kindsOf(...OUTCOMES.filter((outcome) => outcome !== 'waits'));
  always('pure', worldsOf({ depth: 2 }), (world) => {
    const applied = asApplied(world);
    const clear = told(checkPlan(asPlan(inClear(applied))), applied);
    for (const [form, text] of Object.entries(asStates(world))) {
      const report = checkState(text);
      expectJudged(report, applied, kinds.saw);
      const verdicts = told(report, applied).map(({ verdict }) => verdict);
      expect({ form, verdicts }).toEqual({ form, verdicts: clear.map(({ verdict }) => verdict) });
    }
  });
  kinds.expectEach();
});

test('what is in clear in a state gives the same findings as in a plan', () => {
  always('pure', worldsOf({ depth: 2 }), (world) => {
    const applied = inClear(asApplied(world));
    const expected = told(checkPlan(asPlan(applied)), applied);
    for (const [form, text] of Object.entries(asStates(applied))) {
      expect({ form, told: told(checkState(text), applied) }).toEqual({ form, told: expected });
    }
  });
});
