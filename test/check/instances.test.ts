import { known, type OAuthClientRecord, publicText } from '../../lib/model';
import { DEFAULT_POLICY, type Policy } from '../../lib/policy';
import { PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { BASE_SCOPES } from '../helpers/scopes';
import { LACKS_USERS } from '../sources/inputs';
import { addressOf, changed, client, line, list, reading, reportOf } from './readings';

const TOKEN = { authorizedGrantType: known('TOKEN') };
const LACKS = { scopes: list(...LACKS_USERS) };

const findingsOf = (records: readonly OAuthClientRecord[], policy: Partial<Policy> = {}) =>
  reportOf([reading(records)], policy).findings.map(line);

test('instances of one resource share a finding that reads the same, and are named in order', () => {
  const records = ['c', 'a', 'b'].map((key) => client(`x["${key}"]`, TOKEN));
  const { findings } = reportOf([reading(records)]);
  expect(findings).toMatchObject([
    {
      id: `retiring-grant/${addressOf('x')}`,
      address: addressOf('x'),
      instances: records.map((each) => each.instance).sort(),
    },
  ]);
});

test('two resources share none', () => {
  expect(findingsOf([client('x[0]', TOKEN), client('y[0]', TOKEN)])).toEqual([
    'warning retiring-grant/x',
    'warning retiring-grant/y',
  ]);
  expect(findingsOf([client('x', TOKEN), client('y', TOKEN)])).toEqual([
    'warning retiring-grant/x',
    'warning retiring-grant/y',
  ]);
});

describe('instances do not share a finding', () => {
  const apart = (one: OAuthClientRecord, other: OAuthClientRecord, policy: Partial<Policy> = {}) => {
    const { findings } = reportOf([reading([one, other])], policy);
    const ids = findings.map(({ id, instances }) => ({ id, instances }));
    const [first] = findings;
    return ids.filter(({ id }) => id === first?.id).map(({ instances }) => instances);
  };
  const alone = [[addressOf('x[0]')], [addressOf('x[1]')]];

  test('that holds different scopes against them', () => {
    expect(apart(client('x[0]', LACKS), client('x[1]', { scopes: list(...LACKS_USERS, 'presence') }))).toEqual(alone);
  });

  test('that one of them had before the change', () => {
    expect(apart(changed('x[0]', LACKS, LACKS), changed('x[1]', {}, LACKS))).toEqual(alone);
  });

  test('that stands in another line', () => {
    const at = (line: number) => ({ at: { file: publicText('main.tf'), line } });
    expect(apart(client('x[0]', TOKEN, at(1)), client('x[1]', TOKEN, at(2)))).toEqual(alone);
    expect(apart(client('x[0]', TOKEN, at(1)), client('x[1]', TOKEN))).toEqual(alone);
    expect(apart(client('x[0]', TOKEN, at(1)), client('x[1]', TOKEN, at(1)))).toEqual([alone.flat()]);
  });

  test('that is open of the one and not of the other', () => {
    const late = { scopes: { items: [], rest: [publicText('var.scopes')] } };
    expect(findingsOf([client('x[0]', late), client('x[1]', LACKS)])).toEqual([
      'error missing-scope/x/users',
      'error open missing-scope/x/scopes',
    ]);
  });

  test('that is silenced for one of them only', () => {
    const [one, other] = [client('x[0]', TOKEN), client('x[1]', TOKEN)];
    const at = { file: publicText('policy.json') };
    const entry = { match: { address: addressOf('x[1]') }, ignore: 'r', at, text: publicText('x[1]') };
    const base = { policy: DEFAULT_POLICY, catalog: PUBLISHED_CATALOG };
    const report = reportOf([reading([one, other])], { clients: [entry] }, { base });
    expect(report.findings.map(line)).toEqual(['warning retiring-grant/x', 'warning silenced retiring-grant/x']);
    expect(report.findings.map(({ instances }) => instances)).toEqual(alone);
  });

  test('that weighs more for one of them, though it reads the same', () => {
    const migrated = { scopes: list(...BASE_SCOPES) };
    const entry = {
      match: { address: addressOf('x[1]') },
      profile: profileOf('agent'),
      vocabulary: 'migration' as const,
      at: { file: publicText('policy.json') },
      text: publicText('x[1]'),
    };
    const { findings } = reportOf([reading([client('x[0]', migrated), client('x[1]', migrated)])], {
      clients: [entry],
    });
    expect(findings.map(line)).toEqual(['warning unpublished-scope/x', 'note unpublished-scope/x']);
    expect(new Set(findings.map(({ message }) => message)).size).toBe(1);
  });
});

test('a finding between instances of one resource is told once, of all of them', () => {
  const twins = [client('x[1]', { name: known('twin') }), client('x[0]', { name: known('twin') })];
  const { findings } = reportOf([reading(twins)]);
  expect(findings.map(({ id, instances, message }) => ({ id, instances, message }))).toEqual([
    {
      id: `duplicate-name/${addressOf('x')}`,
      instances: [addressOf('x[0]')],
      message: `has the name "twin", which ${addressOf('x[1]')} has too`,
    },
    {
      id: `duplicate-name/${addressOf('x')}`,
      instances: [addressOf('x[1]')],
      message: `has the name "twin", which ${addressOf('x[0]')} has too`,
    },
  ]);
});

test('what is accepted is shared in the same way', () => {
  const acknowledge = [{ rule: 'retiring-grant', reason: 'r' }];
  const records = [0, 1].map((key) => client(`x[${key}]`, TOKEN, { declared: { acknowledge } }));
  const { accepted, clients } = reportOf([reading(records)]);
  expect(accepted).toMatchObject([
    { instances: [addressOf('x[0]'), addressOf('x[1]')], acknowledgment: { reason: 'r' } },
  ]);
  expect(clients.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
});
