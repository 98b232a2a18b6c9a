import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { SEVERITIES } from '../../lib/model';
import type { Policy } from '../../lib/policy';
import { cli, inFolder } from '../cli/run-cli';
import { apps, type Client, policies } from './policy-generator';
import { by, fails, planText, read, reportOf, written } from './policy-written';
import { always, alwaysLater, kindsOf } from './runs';

/** Runs a property over pairs of policies and an app, and asks that each of these kinds came up. */
async function overPairs(
  property: (app: readonly Client[], head: Policy, base: Policy, saw: (kind: string) => void) => void,
  kinds: readonly string[],
): Promise<void> {
  const counted = kindsOf('a run', ...kinds);
  await inFolder({}, () => {
    always('policy', fc.tuple(apps, policies, policies), ([app, head, base]) => {
      counted.saw('a run');
      property(app, read(head), read(base), counted.saw);
    });
  });
  counted.expectEach();
}

test('a client that fails by the policy before fails, whatever the policy of the change says', async () => {
  await overPairs(
    (app, head, basePolicy, saw) => {
      const [base, own, both] = [reportOf(app, basePolicy), reportOf(app, head), reportOf(app, head, by(basePolicy))];
      base.clients.forEach(({ verdict }, index) => {
        if (verdict !== 'fail') return;
        saw(String(own.clients[index]?.verdict));
        expect(both.clients[index]?.verdict).toBe('fail');
      });
      // A contradiction of the policy before is mended by the change, or stands in the policy of the change too.
      if (fails({ ...base, problems: [] })) expect(fails(both)).toBe(true);
    },
    ['pass', 'ignored', 'fail'],
  );
});

test('a client that is not decided by the policy before is at most open', async () => {
  await overPairs(
    (app, head, basePolicy, saw) => {
      const [base, both] = [reportOf(app, basePolicy), reportOf(app, head, by(basePolicy))];
      base.clients.forEach(({ verdict, address }, index) => {
        // A contradiction is no want of knowledge.
        const waits = base.findings.some(({ kind, instances }) => kind === 'open' && instances.includes(address));
        if (verdict !== 'open' || !waits) return;
        saw('open');
        expect(both.problems.length > 0 || /open|fail/.test(String(both.clients[index]?.verdict))).toBe(true);
      });
    },
    ['open'],
  );
});

test('what fails as new by the policy before fails as new', async () => {
  await overPairs(
    (app, head, basePolicy, saw) => {
      if (!fails({ ...reportOf(app, basePolicy), problems: [] }, { onlyNew: true })) return;
      saw('new');
      expect(fails(reportOf(app, head, by(basePolicy)), { onlyNew: true })).toBe(true);
    },
    ['new'],
  );
});

test('what the policy of the change finds stands beside a policy before', async () => {
  await overPairs(
    (app, head, basePolicy, saw) => {
      const [own, both] = [reportOf(app, head), reportOf(app, head, by(basePolicy))];
      own.clients.forEach(({ verdict }, index) => {
        if (verdict !== 'fail') return;
        saw('fail');
        expect(both.clients[index]?.verdict).toBe('fail');
      });
    },
    ['fail'],
  );
});

test('a policy that is trusted ends as it ends alone', async () => {
  const kinds = kindsOf('0', '1');
  const severities = fc.constantFrom(...SEVERITIES);
  await inFolder({}, async () => {
    const codeOf = async (...args: string[]) =>
      (await cli(['review', 'plan.json', '--policy', 'head.json', ...args])).code;
    await alwaysLater('folder', fc.tuple(apps, policies, policies, severities), async ([app, head, base, failOn]) => {
      writeFileSync('head.json', written(head));
      writeFileSync('base.json', written(base));
      writeFileSync('plan.json', planText(app));
      const options = ['--all', '--fail-on', failOn];
      const own = await codeOf(...options);
      kinds.saw(String(own));
      expect(await codeOf(...options, '--policy-base', 'base.json', '--trust-head-policy')).toBe(own);
    });
  });
  kinds.expectEach();
});

test('a policy that did not change silences nothing', async () => {
  await inFolder({}, () => {
    always('policy', fc.tuple(apps, policies), ([app, policy]) => {
      const [one, other] = [read(policy), read(policy)];
      expect(reportOf(app, one, by(other))).toEqual(reportOf(app, one));
    });
  });
});
