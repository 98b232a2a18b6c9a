import { known, publicText } from '../../lib/model';
import { CHANGE_RULES, RULE_IDS, RULES, RULES_VERSION } from '../../lib/rules';
import { addressOf, client, list, reading, reportOf } from '../check/readings';
import { BASE_SCOPES } from '../helpers/scopes';
import { checkExample } from './run-example';

test('the rules as a set: who changes this table raises the version', () => {
  expect({ version: RULES_VERSION, rules: RULES.map(({ id, severity, on }) => `${severity} ${id} of ${on}`) }).toEqual({
    version: '1',
    rules: [
      'error missing-scope of client',
      'error removed-scope of change',
      'error client-replaced of change',
      'error ignored-scopes of client',
      'error unknown-scope of client',
      'error wrong-grant of client',
      'error invalid-grant-type of client',
      'error token-lifetime of client',
      'error gate-bypassed of all',
      'warning unpublished-scope of client',
      'warning excess-scope of client',
      'warning retiring-grant of client',
      'warning ineffective-setting of client',
      'warning insecure-redirect-uri of client',
      'warning exposed-secret of client',
      'warning credential-overwrite of change',
      'warning secret-in-plan of all',
      'warning duplicate-name of all',
      'warning stale-entry of all',
      'note uncovered-call of client',
      'note missing-recommended-scope of client',
      'note unused-scope of client',
    ],
  });
  expect(RULE_IDS).toEqual(RULES.map(({ id }) => id));
});

test.each(CHANGE_RULES)('$id: whoever follows its correct example has no error', ({ examples }) => {
  expect(checkExample(examples.correct).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('unpublished-scope: the remedy spells each name of the guidance by published ones', () => {
  const { findings } = reportOf([reading([client('a', { scopes: list(...BASE_SCOPES) })])]);
  expect(findings.map(({ rule, remedy }) => [rule, remedy])).toEqual([
    [
      'unpublished-scope',
      'By published names: webphone:use = user-basic-info + organization:readonly + notifications + conversations; ' +
        'interaction:read = conversations:readonly; routing:user = users + routing:readonly; ' +
        'interaction:write = conversations; digital:read = conversations. The organisation may refuse the others at ' +
        "apply, with 400 `auth.invalid.scope`. For the published names write `vocabulary: 'platform'` on the construct " +
        "(to judge by them: `--vocabulary platform`); to keep these knowingly, `vocabulary: 'migration'`.",
    ],
  ]);
});

describe('stale-entry', () => {
  const of = (...[records, rest]: Parameters<typeof reading>) =>
    reportOf([reading(records, rest)]).findings.map(({ id, address, instances, subject, message }) => ({
      id,
      address,
      instances,
      subject,
      message,
    }));

  test('of a declaration without its client speaks of the source', () => {
    expect(of([], { orphans: [publicText('genesyscloud_oauth_client.gone')] })).toStrictEqual([
      {
        id: 'stale-entry/genesyscloud_oauth_client.gone',
        address: undefined,
        instances: [],
        subject: 'genesyscloud_oauth_client.gone',
        message:
          'declares what genesyscloud_oauth_client.gone is for, but there is no such client: one of another address is judged by the base profile',
      },
    ]);
  });

  test('of an acknowledgment in code speaks of its client', () => {
    const acknowledge = [{ rule: 'retiring-grant', reason: 'r' }];
    expect(of([client('a[0]', { authorizedGrantType: known('CODE') }, { declared: { acknowledge } })])).toEqual([
      {
        id: `stale-entry/${addressOf('a')}/retiring-grant`,
        address: addressOf('a'),
        instances: [addressOf('a[0]')],
        subject: 'retiring-grant',
        message: 'the acknowledgment of "retiring-grant" (r) matches no finding',
      },
    ]);
  });
});
