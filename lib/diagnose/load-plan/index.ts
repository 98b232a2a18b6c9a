import { guarded } from '../../files';
import type { Limits } from '../../live';
import { type Problem, printed, publicText, type Text } from '../../model';
import type { Verdict } from '../verdict';
import { judgeApproval } from './judge-approval';
import { judgeChannels } from './judge-channels';
import { judgeOpen } from './judge-open';
import { judgeRate } from './judge-rate';
import { type Plan, planIn } from './plan';
import { hashTreeIn } from './test-element';
import { readXml } from './xml';

export interface LoadPlanOptions {
  /** What the organisation itself says of its limits. @default - the documented numbers */
  readonly limits?: Limits;
  /** Whether the user says that Genesys has approved the test. */
  readonly approved: boolean;
}

/** What a test plan comes to, and what of it cannot be read. */
export interface ReadLoadPlan {
  readonly verdicts: readonly Verdict[];
  readonly problems: readonly Problem[];
}

/**
 * Measures a test plan of JMeter by the limits of Genesys Cloud. Of the plan nothing is said but numbers, published calls,
 * names of variables and places: it may hold tokens and passwords anywhere.
 */
export function readLoadPlan(text: string, file: Text, options: LoadPlanOptions): ReadLoadPlan {
  return guarded<ReadLoadPlan>(
    file,
    () => {
      const plan = planOf(text, file);
      if ('message' in plan) return { verdicts: [], problems: [plan] };
      return { verdicts: judge(plan, options), problems: [] };
    },
    (problem) => ({ verdicts: [], problems: [problem] }),
  );
}

function planOf(text: string, file: Text): Plan | Problem {
  const xml = readXml(text, file);
  if ('message' in xml) return xml;
  const tree = hashTreeIn(xml);
  const plan = xml.name === 'jmeterTestPlan' && tree !== undefined ? planIn(tree) : undefined;
  if (plan !== undefined) return plan;
  return {
    message: publicText('is XML, but no test plan of JMeter'),
    remedy: publicText('Give the .jmx file that JMeter saves.'),
    at: xml.at(),
  };
}

function judge(plan: Plan, { limits, approved }: LoadPlanOptions): readonly Verdict[] {
  const targets = plan.groups.flatMap(({ requests }) => requests.map(({ target }) => target));
  if (targets.some(({ is }) => is === 'genesys')) {
    return [
      judgeApproval(plan, approved),
      ...judgeChannels(plan, limits),
      ...judgeRate(plan, limits),
      ...judgeOpen(plan),
    ];
  }
  const unclear = targets.filter(({ is }) => is === 'unclear');
  const waitsFor = [...new Set(unclear.flatMap((target) => target.waitsFor))];
  const hidden = plan.groups.some(({ elsewhere, scripts }) => elsewhere.length > 0 || scripts > 0);
  const { disabled, at } = plan;
  return [
    {
      certainty: unclear.length > 0 || hidden ? 'unclear' : 'shown',
      severity: 'note',
      message:
        unclear.length > 0
          ? printed`cannot be told whether it sends anything to Genesys Cloud: host and path wait for ${waitsFor}`
          : publicText('sends nothing to Genesys Cloud that can be seen: no host of it, and no path below /api/v2/'),
      remedy: publicText('Give the plan that calls Genesys Cloud, with its host written down.'),
      evidence: disabled > 0 ? [printed`thread groups that are switched off: ${disabled}`] : [],
      at,
      count: 1,
    },
  ];
}
