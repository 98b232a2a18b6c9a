import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { type CheckOptions, check } from '../../lib/check';
import { publicText, type Report, SEVERITIES } from '../../lib/model';
import { type Policy, readPolicyFile } from '../../lib/policy';
import { RULE_IDS } from '../../lib/rules';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPlan } from '../../lib/sources';
import { cli, inFolder } from '../cli/run-cli';
import { body, declarations, entry, plan, TYPE } from '../sources/inputs';
import { judge, type OracleCapability, type OracleVocabulary, PROFILE_CAPABILITIES, required } from './oracle';

const RUNS = Number(process.env.RUNS ?? 300);
jest.setTimeout(60_000 + RUNS * 200);

// Generators -------------------------------------------------------------------------------------------------------------

const vocabularies = fc.constantFrom<OracleVocabulary>('migration', 'platform');
const profiles = fc.constantFrom('agent', 'voice-agent', 'chat-agent', 'admin');
const NAMES = ['chat', 'voice', 'wallboard'];
const EXTRA = ['analytics', 'authorization', 'presence', 'organizations', 'holograms', 'users:readonly'];
const LISTS = [['analytics'], ['users:readonly', 'authorization'], ['webphone:use']];

/** Patterns, with what they are to name, by hand. */
const MATCHES: readonly { match: unknown; names(index: number, name: string): boolean; byName?: true }[] = [
  { match: '**', names: () => true },
  { match: `${TYPE}.*`, names: () => true },
  { match: `${TYPE}.c0`, names: (index) => index === 0 },
  { match: `${TYPE}.c1`, names: (index) => index === 1 },
  { match: 'module.other.**', names: () => false },
  { match: { name: 'chat' }, names: (_, name) => name === 'chat', byName: true },
  { match: { name: '*o*' }, names: (_, name) => name.includes('o'), byName: true },
  { match: { name: '*', address: `${TYPE}.c1` }, names: (index) => index === 1, byName: true },
];
const SOURCES = [undefined, 'app', ['x', 'a*'], 'other'];

interface Entry {
  readonly match: number;
  readonly source: number;
  readonly ignore: boolean;
  readonly profile?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly allowed: boolean;
  readonly vocabulary?: OracleVocabulary | undefined;
}

const entries: fc.Arbitrary<Entry> = fc
  .record({
    match: fc.nat(MATCHES.length - 1),
    source: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(SOURCES.length - 1) }),
    ignore: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    profile: fc.option(profiles, { nil: undefined }),
    scopes: fc.option(fc.constantFrom(...LISTS), { nil: undefined, freq: 2 }),
    allowed: fc.boolean(),
    vocabulary: fc.option(vocabularies, { nil: undefined }),
  })
  .filter(({ ignore, profile, scopes }) => ignore || profile !== undefined || scopes !== undefined);

interface GeneratedPolicy {
  readonly unmatched: 'base' | 'warn' | 'ignore';
  readonly vocabulary?: OracleVocabulary | undefined;
  readonly clients: readonly Entry[];
  readonly rules: Readonly<Record<string, string>>;
  readonly known: readonly string[];
  readonly acknowledge: readonly object[];
}

/** What a policy file says of itself is no matter of the clients: to mend it is no silencing. */
const LOWERED = RULE_IDS.filter((id) => id !== 'missing-scope' && id !== 'stale-entry');

const policies: fc.Arbitrary<GeneratedPolicy> = fc.record({
  unmatched: fc.constantFrom('base', 'base', 'base', 'warn', 'ignore'),
  vocabulary: fc.option(vocabularies, { nil: undefined }),
  clients: fc.array(entries, { maxLength: 3 }),
  rules: fc.dictionary(fc.constantFrom(...LOWERED), fc.constantFrom('off', 'note', 'warning', 'error'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  known: fc.subarray(['organizations', 'holograms'], { maxLength: 1 }),
  acknowledge: fc.array(
    fc.record(
      {
        rule: fc.constantFrom('missing-scope', 'missing-scope', 'unknown-scope', 'excess-scope', 'removed-scope'),
        client: fc.constantFrom('**', `${TYPE}.c0`, 'module.other.**'),
        reason: fc.constant('r'),
        subject: fc.constantFrom('webphone:use', 'users', 'organizations'),
        until: fc.constantFrom('2026-11-24', '2026-11-25', '2999-01-01'),
      },
      { requiredKeys: ['rule', 'client', 'reason'] },
    ),
    { maxLength: 2 },
  ),
});

interface Client {
  /** Undefined where it is not known yet. */
  readonly name?: string | undefined;
  readonly sensitive: boolean;
  readonly waits: boolean;
  readonly userless: boolean;
  readonly held: readonly string[];
  /** The scopes before the plan; absent for a client that is made. */
  readonly before?: readonly string[] | undefined;
  readonly declared?: { readonly profile: string; readonly vocabulary?: OracleVocabulary } | undefined;
}

/** Names near to what some profile asks: mostly whole, sometimes all but one. */
const lists = fc.tuple(profiles, vocabularies).chain(([profile, vocabulary]) => {
  const whole = required(profile, vocabulary);
  return fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(whole) },
        { weight: 2, arbitrary: fc.subarray(whole, { minLength: whole.length - 1 }) },
        { weight: 1, arbitrary: fc.subarray(whole) },
      ),
      fc.subarray(EXTRA, { maxLength: 2 }),
    )
    .map(([names, extra]) => [...names, ...extra]);
});

const rarely = fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const clients: fc.Arbitrary<Client> = fc.record({
  name: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 6 }),
  sensitive: rarely,
  waits: rarely,
  userless: rarely,
  held: lists,
  before: fc.option(lists, { nil: undefined, freq: 1 }),
  declared: fc.option(fc.record({ profile: profiles, vocabulary: vocabularies }, { requiredKeys: ['profile'] }), {
    nil: undefined,
    freq: 2,
  }),
});

const apps = fc.array(clients, { minLength: 1, maxLength: 2 });

// Writing and reading ----------------------------------------------------------------------------------------------------

function written({ known, clients: listed, ...policy }: GeneratedPolicy): string {
  return JSON.stringify({
    ...policy,
    knownScopes: known,
    clients: listed.map(({ match, source, ignore, allowed, ...asked }) => ({
      match: MATCHES[match]?.match,
      source: SOURCES[source],
      ...(ignore ? { ignore: 'r' } : { ...asked, ...(allowed && { allowedScopes: ['authorization'] }) }),
    })),
  });
}

/** The policy as it is read from a file: run in a folder of its own. */
function read(policy: GeneratedPolicy): Policy {
  writeFileSync('policy.json', written(policy));
  const result = readPolicyFile('policy.json', RULE_IDS);
  if (!('clients' in result)) throw new Error(result.map(({ message }) => message).join());
  return result;
}

const SOURCE = { label: publicText('app'), path: publicText('app') };
const addressOf = (index: number) => `${TYPE}.c${index}`;

function planText(app: readonly Client[]): string {
  const bodyOf = ({ name, userless }: Client, scopes: readonly string[]) =>
    body({ name, scopes, ...(userless && { authorized_grant_type: 'CLIENT-CREDENTIALS' }) });
  const changes = app.map((client, index) => {
    const { name, waits, sensitive, held, before } = client;
    return entry(addressOf(index), {
      actions: before === undefined ? ['create'] : ['update'],
      before: before === undefined ? null : bodyOf({ ...client, name: name ?? 'chat' }, before),
      after: { ...bodyOf(client, held), ...(waits && { scopes: undefined }) },
      after_unknown: { ...(name === undefined && { name: true }), ...(waits && { scopes: true }) },
      after_sensitive: { ...(sensitive && { scopes: true }) },
    });
  });
  const declared = app.flatMap((client, index) => (client.declared ? [[addressOf(index), client.declared]] : []));
  const { variable } = declarations(Object.fromEntries(declared));
  const configuration = { root_module: { variables: variable } };
  return plan(changes, { configuration });
}

function reportOf(app: readonly Client[], policy: Policy, options: Partial<CheckOptions> = {}): Report {
  const reading = readPlan(JSON.parse(planText(app)), SOURCE);
  return check([reading], policy, { today: '2026-11-25', catalog: PUBLISHED_CATALOG, ...options });
}

/** The policy before the change, as an option of the check. */
function by(policy: Policy): Partial<CheckOptions> {
  return { base: { policy, catalog: PUBLISHED_CATALOG } };
}

/** Whether a report ends in an exit code other than 0. */
function fails({ findings, problems }: Report, { onlyNew = false } = {}): boolean {
  return (
    problems.length > 0 ||
    findings.some(
      ({ kind, severity, silenced, new: isNew }) =>
        kind === 'fail' && severity === 'error' && (!onlyNew || isNew || silenced === true),
    )
  );
}

/** Runs a property over pairs of policies and an app, and asks that each of these kinds came up. */
async function overPairs(
  property: (app: readonly Client[], head: Policy, base: Policy, saw: (kind: string) => void) => void,
  kinds: readonly string[],
): Promise<void> {
  const seen = new Map<string, number>();
  const saw = (kind: string) => void seen.set(kind, (seen.get(kind) ?? 0) + 1);
  await inFolder({}, () => {
    fc.assert(
      fc.property(apps, policies, policies, (app, head, base) => property(app, read(head), read(base), saw)),
      { numRuns: RUNS },
    );
  });
  // The generator is worth something only while it makes every kind.
  expect(kinds.filter((kind) => (seen.get(kind) ?? 0) < RUNS / 30)).toEqual([]);
}

// Properties -------------------------------------------------------------------------------------------------------------

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
  const codes = { 0: 0, 1: 0 };
  await inFolder({}, async () => {
    const codeOf = async (...args: string[]) =>
      (await cli(['review', 'plan.json', '--policy', 'head.json', ...args])).code;
    await fc.assert(
      fc.asyncProperty(apps, policies, policies, fc.constantFrom(...SEVERITIES), async (app, head, base, failOn) => {
        writeFileSync('head.json', written(head));
        writeFileSync('base.json', written(base));
        writeFileSync('plan.json', planText(app));
        const options = ['--all', '--fail-on', failOn];
        const own = await codeOf(...options);
        if (own === 0 || own === 1) codes[own] += 1;
        expect(await codeOf(...options, '--policy-base', 'base.json', '--trust-head-policy')).toBe(own);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
  expect(Object.entries(codes).filter(([, count]) => count < RUNS / 60)).toEqual([]);
});

test('a policy that did not change silences nothing', async () => {
  await inFolder({}, () => {
    fc.assert(
      fc.property(apps, policies, (app, policy) => {
        const [one, other] = [read(policy), read(policy)];
        expect(reportOf(app, one, by(other))).toEqual(reportOf(app, one));
      }),
      { numRuns: RUNS },
    );
  });
});

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

test('a client is asked what the first entry and the code ask together, as the tables of the design say', async () => {
  const seen = { ignored: 0, contradicted: 0, free: 0, complete: 0, missing: 0 };
  const knownClients = fc.array(
    clients.map((client) => ({ ...client, name: client.name ?? 'chat', waits: false, before: undefined })),
    { minLength: 1, maxLength: 2 },
  );
  await inFolder({}, () => {
    fc.assert(
      fc.property(knownClients, policies, (app, policy) => {
        const report = reportOf(app, read({ ...policy, known: [], acknowledge: [] }));
        app.forEach(({ name, held, userless, declared }, index) => {
          const found = policy.clients.find(
            ({ match, source }) => source < 3 && MATCHES[match]?.names(index, name) === true,
          );
          const verdict = report.clients[index]?.verdict;
          const missing = report.findings
            .filter(({ rule, address }) => rule === 'missing-scope' && address === addressOf(index))
            .map(({ subject }) => String(subject));
          const asked = askedOf(found, declared);
          if (found?.ignore || (asked === undefined && !userless && policy.unmatched === 'ignore')) {
            seen.ignored += 1;
            expect({ verdict, missing }).toEqual({ verdict: 'ignored', missing: [] });
            return;
          }
          if (declared?.vocabulary && found?.vocabulary && declared.vocabulary !== found.vocabulary) {
            seen.contradicted += 1;
            expect(report.problems).not.toEqual([]);
            expect(['open', 'fail']).toContain(verdict);
            return;
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
          seen[oracle.kind === 'free' ? 'free' : expected.length > 0 ? 'missing' : 'complete'] += 1;
          expect(missing.toSorted()).toEqual(expected);
          if (expected.length > 0) {
            const isLenient = asked === undefined && policy.unmatched === 'warn';
            expect(isLenient ? ['ignored', 'fail'] : ['fail']).toContain(verdict);
          }
        });
      }),
      { numRuns: RUNS },
    );
  });
  expect(Object.entries(seen).filter(([, count]) => count < RUNS / 50)).toEqual([]);
});

test('an acknowledgment never makes a pass, and accepts nothing that is open', async () => {
  const seen = { accepted: 0, fail: 0, open: 0 };
  const accepting = policies.map((policy) => ({
    ...policy,
    acknowledge: [...policy.acknowledge, { rule: 'missing-scope', client: '**', reason: 'r' }],
  }));
  await inFolder({}, () => {
    fc.assert(
      fc.property(apps, accepting, (app, policy) => {
        const report = reportOf(app, read(policy));
        for (const { address, verdict } of report.clients) {
          if (verdict in seen) seen[verdict as keyof typeof seen] += 1;
          const accepted = report.accepted.filter(({ instances }) => instances.includes(address));
          expect(accepted.every(({ kind }) => kind === 'fail')).toBe(true);
          if (accepted.length > 0) expect(verdict).not.toBe('pass');
          if (verdict === 'accepted') expect(accepted).not.toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
  expect(Object.entries(seen).filter(([, count]) => count < RUNS / 30)).toEqual([]);
});
