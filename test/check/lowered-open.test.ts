import { publicText, unknown } from '../../lib/model';
import { DEFAULT_POLICY, type Policy } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { client, line, reading, reportOf } from './readings';

// What waits counts by its severity under `--unknown fail`: to lower it is to silence it, like lowering what is found.
describe('beside the policy before, what waits stands as it weighed', () => {
  const lines = (record: Parameters<typeof reading>[0][number], severities: Policy['severities']) =>
    reportOf(
      [reading([record])],
      { severities, file: publicText('policy.json') },
      {
        base: { policy: DEFAULT_POLICY, catalog: PUBLISHED_CATALOG },
      },
    ).findings.map(line);

  test('where the rule that waits weighs less now', () => {
    const late = client('a', { accessTokenValiditySeconds: unknown() });
    expect(lines(late, new Map([['token-lifetime', 'note']]))).toEqual([
      'error open silenced token-lifetime/a/access_token_validity_seconds',
    ]);
  });

  test('where the gravest rule that waits is off now, and others weigh less', () => {
    const late = client('a', { authorizedGrantType: unknown() });
    const severities = new Map([
      ['wrong-grant', 'off' as const],
      ['invalid-grant-type', 'note' as const],
    ]);
    expect(lines(late, severities)).toContain('error open silenced wrong-grant/a/authorized_grant_type');
  });
});
