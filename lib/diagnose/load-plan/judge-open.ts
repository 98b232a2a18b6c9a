import { printed, publicText } from '../../model';
import type { Verdict } from '../verdict';
import type { Plan, SendingGroup } from './plan';
import { shortType } from './test-element';

const GIVE_VALUES = publicText(
  'Give it a value where the plan can be read: in User Defined Variables, or as the default of the property, as in ${__P(threads,5)}.',
);

/** What cannot be told of the load of a plan: no such plan has passed. */
export function judgeOpen({ groups }: Plan): readonly Verdict[] {
  return groups.flatMap((group) => [...ofGroup(group), ...ofElsewhere(group)]);
}

function ofGroup(group: SendingGroup): readonly Verdict[] {
  const { isKnownType, unknown, at, element } = group;
  const base = { certainty: 'unclear', severity: 'warning', evidence: [], at, count: 1 } as const;
  if (!isKnownType) {
    const type = shortType(element.type);
    const name = publicText(/^[A-Za-z]{1,60}ThreadGroup$/.test(type) ? `of the type ${type}` : 'of another type');
    return [
      {
        ...base,
        message: printed`the load of a thread group cannot be told: it is ${name}, which is not read`,
        remedy: publicText('Look up its number of threads and loops in JMeter, or use a Thread Group.'),
      },
    ];
  }
  if (unknown.length === 0) return [];
  return [{ ...base, message: printed`the load of a thread group cannot be told: ${unknown}`, remedy: GIVE_VALUES }];
}

function ofElsewhere({ elsewhere }: SendingGroup): readonly Verdict[] {
  return elsewhere.map((element): Verdict => {
    const isFile = shortType(element.type) === 'IncludeController';
    return {
      certainty: 'unclear',
      severity: 'note',
      message: isFile
        ? publicText('includes another file, and what that sends is not counted')
        : publicText('runs another part of the plan by a Module Controller, and what that sends is not counted'),
      remedy: isFile ? publicText('Read that file too.') : publicText('Read the part that it names, in JMeter.'),
      evidence: [],
      at: element.at(),
      count: 1,
    };
  });
}
