import { type Finding, known, type OAuthClientRecord, publicText, sensitive, unknown } from '../../lib/model';
import type { Policy } from '../../lib/policy';
import { RULES } from '../../lib/rules';
import { WHOLE } from '../sources/inputs';
import { addressOf, attributes, changed, client, line, list, reading, reportOf } from './readings';

const openOf = (record: OAuthClientRecord, policy: Partial<Policy> = {}, kind: 'plan' | 'hcl' = 'plan'): Finding[] =>
  reportOf([reading([record], { source: { kind } })], policy).findings.filter((each) => each.kind === 'open');

const LATE = { scopes: { items: [], rest: [publicText('var.b'), publicText('var.a'), publicText('var.b')] } };

test('what is not known gives one finding for an attribute, which names what it waits for and every rule that waits', () => {
  const at = { file: publicText('main.tf'), line: 3 };
  expect(openOf(client('a', LATE, { at }))).toEqual([
    {
      id: `missing-scope/${addressOf('a')}/scopes`,
      source: 'prod',
      rule: 'missing-scope',
      severity: 'error',
      kind: 'open',
      address: addressOf('a'),
      instances: [addressOf('a')],
      subject: 'scopes',
      message:
        'scopes is not known yet (waits for var.a, var.b), so these rules wait: "missing-scope", "unknown-scope", "unpublished-scope"',
      remedy: 'Check again when the value is known: the state after the apply, or the plan of a later run.',
      new: true,
      location: at,
    },
  ]);
});

test('an element that is not known is waited for, beside what else may put elements into the list', () => {
  const scopes = { items: [unknown([publicText('var.c')]), known('users')], rest: [publicText('var.a')] };
  expect(openOf(client('a', { scopes }))[0]?.message).toContain('(waits for var.a, var.c)');
});

test('of a value of which nothing tells what decides it is said that the apply does', () => {
  expect(openOf(client('a', { accessTokenValiditySeconds: unknown() })).map(({ message }) => message)).toEqual([
    'access_token_validity_seconds is not known yet (known after apply), so these rules wait: "token-lifetime"',
  ]);
  const waiting = client('a', { accessTokenValiditySeconds: unknown([publicText('var.seconds')]) });
  expect(openOf(waiting).map(({ message }) => message)).toEqual([
    'access_token_validity_seconds is not known yet (waits for var.seconds), so these rules wait: "token-lifetime"',
  ]);
});

test('several attributes that are not known give a finding each', () => {
  const grant = { authorizedGrantType: unknown(), registeredRedirectUris: { items: [unknown()], rest: [] } };
  expect(openOf(client('a', { ...LATE, ...grant })).map(line)).toEqual([
    'error open missing-scope/a/scopes',
    'error open wrong-grant/a/authorized_grant_type',
    'warning open insecure-redirect-uri/a/registered_redirect_uris',
  ]);
});

describe('the remedy says where the value is decided', () => {
  test('by where it was read', () => {
    expect(openOf(client('a', LATE), {}, 'hcl')[0]?.remedy).toBe('Check the plan, where Terraform knows more.');
    expect(openOf(client('a', LATE), {}, 'plan')[0]?.remedy).toBe(
      'Check again when the value is known: the state after the apply, or the plan of a later run.',
    );
  });

  test("by the client's own check, where it has one of its scopes", () => {
    const guarded = client('a', { ...LATE, accessTokenValiditySeconds: unknown() }, { guarded: true });
    expect(openOf(guarded).map(({ subject, remedy }) => [subject, remedy])).toEqual([
      ['scopes', "The client's own check decides it at apply: Terraform then stops if a required scope is missing."],
      [
        'access_token_validity_seconds',
        'Check again when the value is known: the state after the apply, or the plan of a later run.',
      ],
    ]);
  });
});

describe('the severity of what is open', () => {
  const off = (...rules: string[]) => new Map(rules.map((rule) => [rule, 'off' as const]));

  test('is that of the gravest rule that waits, and the first in order of importance stands for it', () => {
    const late = client('a', { authorizedGrantType: unknown() });
    expect(openOf(late).map(line)).toEqual(['error open wrong-grant/a/authorized_grant_type']);
    const severities = new Map([...off('wrong-grant'), ['retiring-grant', 'error'], ['invalid-grant-type', 'note']]);
    expect(openOf(late, { severities } as Partial<Policy>).map(line)).toEqual([
      'error open invalid-grant-type/a/authorized_grant_type',
    ]);
    expect(openOf(late, { severities: off('wrong-grant', 'invalid-grant-type') }).map(line)).toEqual([
      'warning open retiring-grant/a/authorized_grant_type',
    ]);
  });

  test('is lowered by the policy like that of any finding', () => {
    const late = client('a', { accessTokenValiditySeconds: unknown() });
    expect(openOf(late, { severities: new Map([['token-lifetime', 'note']]) }).map(line)).toEqual([
      'note open token-lifetime/a/access_token_validity_seconds',
    ]);
  });

  test('does not matter where every rule that would wait is off', () => {
    const late = client('a', { accessTokenValiditySeconds: unknown() });
    expect(openOf(late, { severities: off('token-lifetime') })).toEqual([]);
  });
});

test('what is sensitive is judged, and not waited for', () => {
  const scopes = { items: WHOLE.slice(1).map(sensitive), rest: [] };
  const { findings } = reportOf([reading([client('a', { scopes, accessTokenValiditySeconds: sensitive(10) })])]);
  expect(findings.map(line)).toEqual(['error missing-scope/a/user-basic-info', 'error token-lifetime/a']);
});

test('rules about a change wait with those about the client, and only where there is a change', () => {
  const late = { integrationCredentialName: unknown() };
  expect(openOf(changed('a', {}, late)).map(line)).toEqual([
    'warning open credential-overwrite/a/integration_credential_name',
  ]);
  expect(openOf(changed('a', {}, late, { action: 'no-op' }))).toEqual([]);
  expect(openOf(client('a', late))).toEqual([]);
  expect(openOf(client('a', late, { change: { action: 'create', before: null, importing: false } }))).toEqual([]);
});

test('of a client that is deleted no rule about clients says anything, and what it was is what rules of changes see', () => {
  const was = { scopes: list(), accessTokenValiditySeconds: known(10) };
  expect(reportOf([reading([changed('a', was, null)])]).findings.map(line)).toEqual(['warning client-replaced/a']);
});

test('every rule about a client or a change can be switched off, one by one', () => {
  const all = {
    name: known('a'),
    authorizedGrantType: known('TOKEN'),
    scopes: list('WebPhone:Use', 'authorization'),
    accessTokenValiditySeconds: known(10),
    registeredRedirectUris: list('http://agent.example.com'),
    exposeClientSecret: known(true),
    integrationCredentialName: known('agents'),
    roles: known(1),
  };
  const record = changed('a', { ...attributes(), ...all, scopes: list(...WHOLE) }, all);
  const rulesFound = (severities: Policy['severities']) => [
    ...new Set(reportOf([reading([record])], { severities }).findings.map(({ rule }) => rule)),
  ];
  const found = rulesFound(new Map());
  expect(found.toSorted()).toEqual([
    'credential-overwrite',
    'exposed-secret',
    'ineffective-setting',
    'insecure-redirect-uri',
    'missing-scope',
    'removed-scope',
    'retiring-grant',
    'token-lifetime',
    'unknown-scope',
  ]);
  for (const { id } of RULES) {
    expect(rulesFound(new Map([[id, 'off']]))).toEqual(found.filter((rule) => rule !== id));
  }
});
