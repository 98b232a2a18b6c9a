import { printed, publicText, type Text } from '../model';
import { findingFields, groupBy, terminal, visible } from '../reporters';
import { TOOL, VERSION } from '../version';
import type { Approval } from './facts';
import type { Missing, TokenReport } from './judge';

/** Name and version of the JSON form. */
export const TOKEN_FORMAT = 'genesys-scopes/token@1';

/** The report for a program. */
export function tokenJson({ facts, client, missing, calls, findings, errors, verdict }: TokenReport): string {
  const { isVerified, from, organisation, granted, ends, approval } = facts;
  const report = {
    format: TOKEN_FORMAT,
    tool: { name: TOOL, version: VERSION },
    verdict,
    from,
    verified: isVerified,
    organisation: organisation ?? null,
    client: facts.client ?? null,
    granted: granted ?? null,
    ends: ends ?? null,
    approval: approval ?? null,
    profile: client?.profile ?? null,
    origin: client?.origin ?? null,
    vocabulary: client?.vocabulary ?? null,
    missing,
    calls,
    findings: findings.map(findingFields),
    errors,
  };
  return `${visible(JSON.stringify(report, null, 2))}\n`;
}

/** The report for a person. */
export function tokenText(report: TokenReport): string {
  const { facts, missing, calls, findings, errors, problems } = report;
  const isFound = (rule: string) => rule !== 'missing-scope';
  const blocks: readonly (readonly Text[])[] = [
    [...headLines(report)],
    missing.map(missingLine),
    problems.map(({ message }) => printed`error ${message}`),
    errors.map((error) => printed`error ${error}`),
    findings
      .filter(({ rule }) => isFound(rule))
      .flatMap(({ severity, rule, message, remedy }) => [
        printed`${publicText(severity)} ${publicText(rule)}: it ${message}`,
        printed`  → ${remedy}`,
      ]),
    callLines(calls, report),
    remarks(report),
    [printed`${summary(report)}${facts.isVerified ? publicText('') : UNVERIFIED}`],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(terminal).join('\n'))
    .join('\n\n')}\n`;
}

const UNVERIFIED = publicText(
  ' (by what the token says of itself: its signature was not checked, and nobody was asked)',
);

function headLines({ facts, client }: TokenReport): Text[] {
  const { organisation, granted, ends, approval } = facts;
  const { name, id, grant } = facts.client ?? {};
  const rows: readonly (readonly [string, Text | undefined])[] = [
    ['told by', facts.from],
    ['organisation', pair(organisation?.name, organisation?.id)],
    ['client', pair(name, id)],
    ['grant', grant === undefined ? undefined : publicText(grant)],
    ['ends', ends === undefined ? undefined : publicText(ends)],
    ['approved', approval === undefined ? undefined : approvalText(approval)],
    ['profile', profileText(client)],
    ['holds', granted === undefined ? undefined : list(granted)],
  ];
  return rows.flatMap(([label, text]) => (text === undefined ? [] : [printed`${publicText(label.padEnd(14))}${text}`]));
}

function pair(name: string | undefined, id: string | undefined): Text | undefined {
  if (name === undefined) return id === undefined ? undefined : publicText(id);
  return publicText(id === undefined ? name : `${name} (${id})`);
}

function list(names: readonly string[]): Text {
  return publicText(names.length === 0 ? 'no scope' : [...names].sort().join(', '));
}

function approvalText(approval: Approval): Text {
  if ('notTold' in approval) return printed`not known: ${approval.notTold}`;
  const { state, scopes, isPending } = approval;
  const by = scopes === undefined ? publicText('') : printed`, for ${list(scopes)}`;
  return printed`${state}${by}${publicText(isPending ? '; a change waits for approval' : '')}`;
}

function profileText(client: TokenReport['client']): Text | undefined {
  if (client === undefined) return undefined;
  if (client.profile === null) return publicText('none: nothing is asked of this client');
  const by = {
    assumed: 'assumed: name another with --profile or in the policy',
    policy: 'named',
    construct: 'named',
    none: '',
  };
  return printed`${client.profile}, by ${publicText(client.vocabulary ?? '')} names (${publicText(by[client.origin])})`;
}

const LOST_AT = {
  approval: 'the client has it, but nobody approved that: have it approved (Authorized Applications), and log in anew',
  token: 'the client has it, so this token was given before: have the client approved again, and log in anew',
  client: 'the client lacks it too: the change has not arrived, or this is another client',
  unknown: 'the token lacks it',
} as const satisfies Record<Missing['lostAt'], string>;

function missingLine({ scope, lostAt }: Missing): Text {
  return printed`missing ${scope}: ${publicText(LOST_AT[lostAt])}`;
}

/** By what they take: who knows the scope that is missing sees what it is missing for. */
function callLines(calls: TokenReport['calls'], { client }: TokenReport): Text[] {
  if (calls.length === 0) return [];
  const by = client?.vocabulary === 'migration' ? ', which asks for the published names,' : '';
  const groups = groupBy(calls, ({ scopes }) => scopes.join(' or '));
  return [
    printed`where the organisation enforces scopes, the platform${publicText(by)} refuses with this token`,
    ...[...groups].flatMap(([scopes, same]) => [
      printed`  for want of ${publicText(scopes)}:`,
      ...same.map(
        ({ method, path, ifRefused }) => printed`    ${publicText(`${method} ${path}`)}: ${publicText(ifRefused)}`,
      ),
    ]),
  ];
}

function remarks({ facts: { lacks } }: TokenReport): Text[] {
  return lacks === undefined
    ? []
    : [
        publicText(
          'GET /api/v2/tokens/me itself was refused for lack of a scope: the organisation enforces scopes, and what else the ' +
            'token lacks shows only once it has this one.',
        ),
      ];
}

/** A pass that the platform may not agree with says so in the line that is read first. */
function byUnpublished(client: TokenReport['client']): Text {
  const count = client?.unpublished ?? 0;
  const names = publicText(count === 1 ? 'name' : 'names');
  return count === 0
    ? publicText('')
    : printed`, by ${count} unpublished ${names} (--vocabulary platform asks for the published)`;
}

function summary({ verdict, missing, client, errors, facts }: TokenReport): Text {
  if (verdict === 'pass') {
    return client?.profile === null
      ? publicText('pass: nothing is asked of this client')
      : printed`pass: the token holds what ${client?.profile ?? publicText('the profile')} requires${byUnpublished(client)}`;
  }
  if (facts.granted === undefined && missing.length === 0 && errors.length === 0) {
    return publicText(
      facts.isVerified
        ? 'open: the platform does not tell which scopes the token holds'
        : 'open: the token does not say which scopes it holds; ask the platform with --region',
    );
  }
  if (verdict === 'open') return publicText('open: it cannot be decided');
  const count = missing.length;
  // What else it is says a line above.
  return count === 0
    ? publicText(errors.length > 0 ? 'fail: the token is of another organisation' : 'fail: it is not the right token')
    : printed`fail: ${count} required ${publicText(count === 1 ? 'scope is' : 'scopes are')} missing`;
}
