import fc from 'fast-check';
import type { Report } from '../../lib/model';
import { inFolder } from '../cli/run-cli';
import { judge, type OracleCapability, PROFILE_CAPABILITIES } from './oracle';
import { apps, type Client, clients, type Entry, type GeneratedPolicy, MATCHES, policies } from './policy-generator';
import { addressOf, read, reportOf } from './policy-written';
import { always, kindsOf } from './runs';

interface Union {
  readonly capabilities: readonly OracleCapability[];
  readonly scopes: readonly string[];
}

/** What policy and code ask of a client, by hand: undefined where nothing names it. */
function askedOf(found: Entry | undefined, declared: Client['declared']): Union | undefined {
  if (found === undefined && declared === undefined) return undefined;
  const capabilities = [found?.profile, declared?.profile].flatMap((id) =>
    id === undefined ? [] : (PROFILE_CAPABILITIES[id] ?? []),
  );
  return { capabilities: [...new Set(capabilities)], scopes: found?.scopes ?? [] };
}

type KnownClient = Client & { readonly name: string };

const knownApps = fc.array(
  clients.map((client) => ({ ...client, name: client.name ?? 'chat', waits: false, before: undefined })),
  { minLength: 1, maxLength: 2 },
);

/** What a report says of the client at `index`, and what is missing to it. */
function saidOf({ clients: lines, findings }: Report, index: number) {
  const missing = findings.filter(({ rule, address }) => rule === 'missing-scope' && address === addressOf(index));
  return { verdict: lines[index]?.verdict, missing: missing.map(({ subject }) => String(subject)).sort() };
}

/** Compares what is said of a client with what the policy and the code ask; returns what the case was. */
function expectAsked(report: Report, policy: GeneratedPolicy, client: KnownClient, index: number): string {
  const { name, held, userless, declared } = client;
  const found = policy.clients.find(({ match, source }) => source < 3 && MATCHES[match]?.names(index, name) === true);
  const { verdict, missing } = saidOf(report, index);
  const asked = askedOf(found, declared);
  if (found?.ignore || (asked === undefined && !userless && policy.unmatched === 'ignore')) {
    expect({ verdict, missing }).toEqual({ verdict: 'ignored', missing: [] });
    return 'ignored';
  }
  if (declared?.vocabulary && found?.vocabulary && declared.vocabulary !== found.vocabulary) {
    expect(report.problems).not.toEqual([]);
    expect(['open', 'fail']).toContain(verdict);
    return 'contradicted';
  }
  const vocabulary = declared?.vocabulary ?? found?.vocabulary ?? policy.vocabulary;
  const oracle = judge({
    ...(asked && { profile: asked }),
    ...(vocabulary && { vocabulary }),
    grant: userless ? 'CLIENT-CREDENTIALS' : 'CODE',
    held,
    waits: false,
  });
  const expected = oracle.kind === 'judged' ? oracle.missing : [];
  expect(missing).toEqual(expected);
  if (oracle.kind === 'free') return 'free';
  if (expected.length === 0) return 'complete';
  expect(asked === undefined && policy.unmatched === 'warn' ? ['ignored', 'fail'] : ['fail']).toContain(verdict);
  return 'missing';
}

test('a client is asked what the first entry and the code ask together, as the tables of the design say', async () => {
  const kinds = kindsOf('ignored', 'contradicted', 'free', 'complete', 'missing');
  await inFolder({}, () => {
    always('pure', fc.tuple(knownApps, policies), ([app, policy]) => {
      const report = reportOf(app, read({ ...policy, known: [], acknowledge: [] }));
      app.forEach((client, index) => {
        kinds.saw(expectAsked(report, policy, client, index));
      });
    });
  });
  kinds.expectEach();
});

test('an acknowledgment never makes a pass, and accepts nothing that is open', async () => {
  const kinds = kindsOf('accepted', 'fail', 'open');
  const accepting = policies.map((policy) => ({
    ...policy,
    acknowledge: [...policy.acknowledge, { rule: 'missing-scope', client: '**', reason: 'r' }],
  }));
  await inFolder({}, () => {
    always('policy', fc.tuple(apps, accepting), ([app, policy]) => {
      const report = reportOf(app, read(policy));
      for (const { address, verdict } of report.clients) {
        kinds.saw(verdict);
        const accepted = report.accepted.filter(({ instances }) => instances.includes(address));
        expect(accepted.every(({ kind }) => kind === 'fail')).toBe(true);
        if (accepted.length > 0) expect(verdict).not.toBe('pass');
        if (verdict === 'accepted') expect(accepted).not.toEqual([]);
      }
    });
  });
  kinds.expectEach();
});
