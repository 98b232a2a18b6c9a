import { known, printed, publicText } from '../../model';
import type { Verdict } from '../verdict';
import { numberIn, type TrunkProperty, type TrunkSettings } from './settings';

/** A limit up to here is one that a team meets on an ordinary day. */
const SMALL = 10;

const REMEDY = publicText(
  'Look at the trunk in Genesys Cloud: the setting Max Concurrent Calls of an external trunk is Unlimited unless somebody ' +
    'limits it, and Unlimited is recommended. On premises 0 means unlimited. Set it there or in this property, and apply.',
);

const ABOUT_LIMIT = publicText('Max Concurrent Calls counts the inbound and outbound calls of a trunk together.');

const ABOUT_TELEPHONY = publicText('This limits telephony: it has nothing to do with OAuth scopes or WebSockets.');

const ABOUT_NAME = publicText(
  'No text of Genesys that was read names the property of that setting: it was found by its name, which tells of a number of calls.',
);

/** What the settings of a trunk say of how many calls it takes at once. */
export function judgeTrunk(trunk: TrunkSettings): readonly Verdict[] {
  const judged = trunk.properties.flatMap((property) => judgeProperty(trunk, property));
  if (trunk.unseen === undefined) return judged;
  return [
    ...judged,
    {
      certainty: 'unclear',
      severity: 'note',
      message: printed`cannot be told of ${trunk.address} whether its calls are limited: ${trunk.unseen}`,
      remedy: publicText('Give a plan or a state, which has the values, or look at the trunk in Genesys Cloud.'),
      evidence: [ABOUT_TELEPHONY],
      at: trunk.at,
      count: 1,
    },
  ];
}

function judgeProperty({ address }: TrunkSettings, property: TrunkProperty): readonly Verdict[] {
  const { key, value, waitsFor, at } = property;
  const name = known(key);
  const limit = numberIn(value);
  if (value === undefined) {
    const why =
      waitsFor.length > 0 ? printed`it waits for ${waitsFor}` : publicText('it is not written as properties are');
    return [
      {
        certainty: 'unclear',
        severity: 'note',
        message: printed`cannot be told of ${address} whether ${name} limits its calls: ${why}`,
        remedy: publicText('Give a plan or a state, which has the values, or look at the trunk in Genesys Cloud.'),
        evidence: [ABOUT_TELEPHONY, ABOUT_NAME],
        at,
        count: 1,
      },
    ];
  }
  if (limit === undefined || limit <= 0) return [];
  return [
    {
      cause: 'trunk-call-limit',
      certainty: 'likely',
      severity: limit <= SMALL ? 'warning' : 'note',
      message: printed`${address} has a call limit of ${limit}`,
      remedy: REMEDY,
      evidence: [printed`${name} is ${limit}`, ABOUT_LIMIT, ABOUT_TELEPHONY, ABOUT_NAME],
      at,
      count: 1,
    },
  ];
}
