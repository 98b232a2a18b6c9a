import fc from 'fast-check';
import { asHclFiles, ignoring, layouts } from './as-hcl';
import { asDocument, asJsonFiles } from './as-json';
import { asPlan } from './as-plan';
import { asStates } from './as-state';
import { checkDocument, checkFiles, checkPlan, checkState, saidOf } from './gates';
import { expectJudged, OUTCOMES, told } from './judged';
import { PROFILE_CAPABILITIES, required } from './oracle';
import { always, alwaysLater, kindsOf } from './runs';
import { vocabularies, worldsOf } from './world-generator';
import { inClear, type World } from './worlds';

test('a client of a plan or of a synthesized document is judged as the tables of the design say', () => {
  const kinds = kindsOf(...OUTCOMES);
  always('pure', worldsOf(), (world) => {
    expectJudged(checkDocument(asDocument(world)), inClear(world), kinds.saw);
    expectJudged(checkPlan(asPlan(world, { beside: true })), world, kinds.saw);
  });
  kinds.expectEach();
});

test('a plan and a synthesized document give the same verdicts and findings', () => {
  always('pure', worldsOf(), (world) => {
    const clear = inClear(world);
    expect(told(checkPlan(asPlan(clear)), clear)).toEqual(told(checkDocument(asDocument(clear)), clear));
    expect(checkPlan(asPlan(clear, { opentofu: true }))).toEqual(checkPlan(asPlan(clear)));
  });
});

test('a configuration in HCL and in JSON is judged as the plan of it, and as the tables of the design say', async () => {
  const kinds = kindsOf(...OUTCOMES);
  await alwaysLater('folder', fc.tuple(worldsOf({ depth: 2 }), layouts), async ([world, layout]) => {
    const plan = checkPlan(asPlan(world));
    expectJudged(plan, world, kinds.saw);
    for (const files of [asHclFiles(world, layout), asJsonFiles(world)]) {
      const report = await checkFiles(files);
      expectJudged(report, world);
      expect(told(report, world)).toEqual(told(plan, world));
    }
  });
  kinds.expectEach();
});

test('a client whose scopes Terraform is told to ignore never passes, whatever its list says', async () => {
  const worlds = fc.tuple(worldsOf({ depth: 1 }), layouts, ignoring);
  await alwaysLater('folder', worlds, async ([world, layout, ignores]) => {
    // Of a client without users nothing is asked.
    const ofUsers = world.map((client) => ({ ...client, grant: 'CODE' }));
    const report = await checkFiles(asHclFiles(ofUsers, { ...layout, ignores }));
    expect(report.problems).toEqual([]);
    expect(ofUsers.map((client) => saidOf(report, client).verdict)).toEqual(ofUsers.map(() => 'fail'));
  });
});

test('a complete client with nothing else wrong passes in every form', async () => {
  const complete = fc.tuple(fc.constantFrom(...Object.keys(PROFILE_CAPABILITIES)), vocabularies, fc.boolean(), layouts);
  await alwaysLater('folder', complete, async ([profile, vocabulary, isNamed, layout]) => {
    const elements = required(profile, vocabulary).map((name) => ({ name, kind: 'known' as const }));
    const world: World = [
      {
        path: [],
        name: 'c',
        title: 'chat',
        profile,
        ...(isNamed && { vocabulary }),
        additional: [],
        acknowledged: [],
        grant: 'CODE',
        list: 'elements',
        elements,
      },
    ];
    const states = Object.values(asStates(world)).map(checkState);
    const written = [await checkFiles(asHclFiles(world, layout)), await checkFiles(asJsonFiles(world))];
    for (const report of [checkDocument(asDocument(world)), checkPlan(asPlan(world)), ...states, ...written]) {
      expect(report.clients.map(({ verdict }) => verdict)).toEqual(['pass']);
    }
  });
});
