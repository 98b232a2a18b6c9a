import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { check } from '../../lib/check';
import type { Json } from '../../lib/files';
import { publicText, type Report } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPlan, readTerraformJson } from '../../lib/sources';
import { cli, inFolder } from '../cli/run-cli';
import { body, declarations, entry, plan, TYPE, tfJson, WHOLE } from '../sources/inputs';
import {
  judge,
  type OracleCapability,
  type OracleClient,
  type OracleVocabulary,
  PROFILE_CAPABILITIES,
  required,
} from './oracle';

const RUNS = Number(process.env.RUNS ?? 300);
jest.setTimeout(60_000 + RUNS * 200);

type Kind = 'known' | 'unknown' | 'sensitive';

interface Element {
  readonly name: string;
  readonly kind: Kind;
}

interface GeneratedClient {
  readonly name: string;
  readonly profile?: OracleClient['profile'];
  readonly vocabulary?: OracleVocabulary;
  readonly additional: readonly string[];
  readonly acknowledged: readonly string[];
  /** Null where it is not known. */
  readonly grant: string | null;
  /** `unknown` and `sensitive`: the list as a whole. */
  readonly list: 'elements' | 'absent' | 'unknown' | 'sensitive';
  readonly elements: readonly Element[];
}

// Generators -------------------------------------------------------------------------------------------------------------

const CAPABILITIES: readonly OracleCapability[] = ['webphone', 'interaction', 'routing', 'digital'];
const vocabularies = fc.constantFrom<OracleVocabulary>('migration', 'platform');
/** None of these is a required scope of a built-in profile in any form. */
const EXTRA = [
  'analytics',
  'authorization',
  'presence',
  'stations:readonly',
  'quality',
  'users:readonly',
  'routing',
  '__proto__',
  'all',
];

const ownProfiles = fc
  .record({
    id: fc.constantFrom('team-lead', 'wallboard'),
    capabilities: fc.subarray([...CAPABILITIES]),
    scopes: fc.subarray(['analytics:readonly', 'quality:readonly', 'users:readonly', 'conversations']),
  })
  .filter(({ capabilities, scopes }) => capabilities.length + scopes.length > 0);

const profiles = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 5, arbitrary: fc.constantFrom(...Object.keys(PROFILE_CAPABILITIES)) },
  { weight: 2, arbitrary: ownProfiles },
);

/** How a name goes wrong, or comes in another form that may still cover. */
const CHANGES: readonly ((name: string) => readonly string[])[] = [
  () => [],
  (name) => [name.toUpperCase()],
  (name) => [name.replace(/^./, (first) => first.toUpperCase())],
  (name) => [` ${name}`],
  (name) => [`${name} `],
  (name) => [name.replace(':', ' :')],
  (name) => [name.slice(0, -1)],
  (name) => [`${name}s`],
  (name) => [name.replace(/(.)(.)$/, '$2$1')],
  (name) => [name, name],
  (name) => [name.replace(/:readonly$/, '')],
  (name) => [`${name}:readonly`],
  (name) => [name.replace(/:readonly$/, ':read')],
  (name) => [`${name}:*`],
];
const changes = fc.oneof(
  { weight: 30, arbitrary: fc.constant((name: string): readonly string[] => [name]) },
  { weight: 4, arbitrary: fc.constantFrom(...CHANGES) },
);

/** Names that are near to what the profile needs, in one vocabulary or in halves of both. */
function namesFor(profile: GeneratedClient['profile']): fc.Arbitrary<string[]> {
  const needed = (vocabulary: OracleVocabulary) => required(profile ?? 'agent', vocabulary);
  const wanted = fc.oneof(
    { weight: 8, arbitrary: vocabularies.map(needed) },
    { weight: 1, arbitrary: fc.subarray([...needed('migration'), ...needed('platform')]) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
  return wanted.chain((names) =>
    fc.tuple(fc.tuple(...names.map(() => changes)), fc.subarray(EXTRA, { maxLength: 3 })).chain(([made, extra]) => {
      const all = [...names.flatMap((name, index) => made[index]?.(name) ?? []), ...extra];
      return fc.shuffledSubarray(all, { minLength: all.length });
    }),
  );
}

const kinds = fc.oneof(
  { weight: 8, arbitrary: fc.constant<readonly Kind[]>(['known']) },
  { weight: 2, arbitrary: fc.constant<readonly Kind[]>(['known', 'sensitive']) },
  { weight: 1, arbitrary: fc.constant<readonly Kind[]>(['known', 'known', 'known', 'unknown']) },
);

const clients: fc.Arbitrary<GeneratedClient> = profiles.chain((profile) =>
  fc
    .record({
      name: fc.constantFrom('chat', 'voice', 'email', 'back office'),
      vocabulary: fc.option(vocabularies, { nil: undefined }),
      additional: fc.subarray(['analytics', 'presence'], { maxLength: 2 }),
      acknowledged: fc.subarray(['unknown-scope', 'excess-scope', 'unpublished-scope', 'wrong-grant']),
      grant: fc.oneof(
        { weight: 12, arbitrary: fc.constant('CODE') },
        {
          weight: 4,
          arbitrary: fc.constantFrom('TOKEN', 'SAML2-BEARER', 'CLIENT-CREDENTIALS', 'client_credentials', 'code', null),
        },
      ),
      list: fc.oneof(
        { weight: 20, arbitrary: fc.constant<GeneratedClient['list']>('elements') },
        { weight: 3, arbitrary: fc.constantFrom<GeneratedClient['list']>('absent', 'unknown', 'sensitive') },
      ),
      elements: fc
        .tuple(namesFor(profile), kinds)
        .chain(([names, allowed]) =>
          fc
            .tuple(...names.map(() => fc.constantFrom(...allowed)))
            .map((each) => names.map((name, index): Element => ({ name, kind: each[index] ?? 'known' }))),
        ),
    })
    .map(({ vocabulary, ...rest }) => ({
      ...rest,
      ...(profile !== undefined && { profile }),
      ...(vocabulary !== undefined && { vocabulary }),
    })),
);

const apps = fc.array(clients, { minLength: 1, maxLength: 5 });

// Both forms -------------------------------------------------------------------------------------------------------------

const addressOf = (index: number) => `${TYPE}.c${index}`;

function declarationsOf(app: readonly GeneratedClient[]): Record<string, unknown> {
  const declared = app.map(({ profile, vocabulary, additional, acknowledged }, index) => [
    addressOf(index),
    {
      ...(profile !== undefined && { profile }),
      ...(vocabulary !== undefined && { vocabulary }),
      additionalScopes: additional,
      acknowledge: acknowledged.map((rule) => ({ rule, reason: 'accepted for a while' })),
    },
  ]);
  return declarations(Object.fromEntries(declared));
}

/** As synth or a person writes it. What a plan knows to be sensitive stands in clear. */
function asDocument(app: readonly GeneratedClient[]): string {
  const bodies = app.map(({ name, grant, list, elements }, index) => [
    `c${index}`,
    {
      name,
      authorized_grant_type: grant ?? '${var.grant}',
      ...(list === 'unknown' && { scopes: '${var.scopes}' }),
      ...((list === 'elements' || list === 'sensitive') && {
        scopes: elements.map((element) => (element.kind === 'unknown' ? '${var.scope}' : element.name)),
      }),
    },
  ]);
  return tfJson(Object.fromEntries(bodies), declarationsOf(app));
}

/** As Terraform plans it. */
function entriesOf(app: readonly GeneratedClient[]): unknown[] {
  return app.map(({ name, grant, list, elements }, index) => {
    const marks = (kind: Kind) => elements.map((element) => element.kind === kind);
    const listed = list === 'elements' || list === 'sensitive';
    return entry(addressOf(index), {
      after: {
        name,
        ...(grant !== null && { authorized_grant_type: grant }),
        ...(list === 'absent' && { scopes: null }),
        ...(listed && { scopes: elements.map((element) => (element.kind === 'unknown' ? null : element.name)) }),
      },
      after_unknown: {
        ...(grant === null && { authorized_grant_type: true }),
        ...(list === 'unknown' && { scopes: true }),
        ...(listed && { scopes: marks('unknown') }),
      },
      after_sensitive: { client_secret: true, scopes: list === 'sensitive' || (listed && marks('sensitive')) },
    });
  });
}

function asPlan(app: readonly GeneratedClient[], order = (entries: readonly unknown[]) => entries): string {
  return plan(order(entriesOf(app)), { configuration: { root_module: { variables: declarationsOf(app).variable } } });
}

const SOURCE = { label: publicText('app'), path: publicText('app') };

function report(reading: ReturnType<typeof readPlan>): Report {
  return check([reading], DEFAULT_POLICY, { today: '2026-11-25', catalog: PUBLISHED_CATALOG });
}

function checkPlan(text: string): Report {
  return report(readPlan(JSON.parse(text), SOURCE));
}

function checkDocument(text: string): Report {
  return report(readTerraformJson([{ value: JSON.parse(text) as Json, file: SOURCE.path }], SOURCE));
}

function oracleOf({ profile, vocabulary, grant, list, elements }: GeneratedClient) {
  const listed = list === 'elements' || list === 'sensitive' ? elements : [];
  return judge({
    ...(profile !== undefined && { profile }),
    ...(vocabulary !== undefined && { vocabulary }),
    grant,
    held: listed.filter(({ kind }) => kind !== 'unknown').map(({ name }) => name),
    waits: list === 'unknown' || listed.some(({ kind }) => kind === 'unknown'),
  });
}

/** What a report says of the client at `index`. */
function saidOf({ clients: verdicts, findings }: Report, index: number) {
  const address = addressOf(index);
  const own = findings.filter((finding) => finding.address === address);
  return {
    verdict: verdicts.find((client) => client.address === address)?.verdict,
    missing: own
      .filter(({ rule, kind }) => rule === 'missing-scope' && kind === 'fail')
      .map(({ subject }) => String(subject)),
  };
}

// Properties -------------------------------------------------------------------------------------------------------------

test('a client is judged as the tables of the design say, in both forms', () => {
  const seen = { waits: 0, free: 0, complete: 0, missing: 0 };
  fc.assert(
    fc.property(apps, (app) => {
      const reports = [checkDocument(asDocument(app)), checkPlan(asPlan(app))];
      app.forEach((client, index) => {
        const oracle = oracleOf(client);
        for (const each of reports) {
          const { verdict, missing } = saidOf(each, index);
          if (oracle.kind === 'waits') {
            seen.waits += 1;
            expect(['open', 'fail']).toContain(verdict);
          } else if (oracle.kind === 'free') {
            seen.free += 1;
            expect(missing).toEqual([]);
          } else if (oracle.missing.length > 0) {
            seen.missing += 1;
            expect({ verdict, missing: [...missing].sort() }).toEqual({ verdict: 'fail', missing: oracle.missing });
          } else {
            seen.complete += 1;
            expect(missing).toEqual([]);
            expect(verdict).not.toBe('open');
          }
        }
      });
    }),
    { numRuns: RUNS },
  );
  // The generator is worth something only while it makes every kind.
  expect(Object.entries(seen).filter(([, count]) => count < RUNS / 30)).toEqual([]);
});

test('a complete client with nothing else wrong passes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(PROFILE_CAPABILITIES)),
      vocabularies,
      fc.boolean(),
      (profile, vocabulary, named) => {
        const client: GeneratedClient = {
          name: 'chat',
          profile,
          ...(named && { vocabulary }),
          additional: [],
          acknowledged: [],
          grant: 'CODE',
          list: 'elements',
          elements: required(profile, vocabulary).map((name) => ({ name, kind: 'known' as const })),
        };
        for (const each of [checkDocument(asDocument([client])), checkPlan(asPlan([client]))]) {
          expect(saidOf(each, 0)).toEqual({ verdict: 'pass', missing: [] });
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test('both forms give the same verdicts and the same finding ids', () => {
  const inClear = apps.map((app) =>
    app.map(
      (client): GeneratedClient => ({
        ...client,
        list: client.list === 'sensitive' ? 'elements' : client.list,
        elements: client.elements.map((element) =>
          element.kind === 'sensitive' ? { ...element, kind: 'known' } : element,
        ),
      }),
    ),
  );
  const said = ({ clients: verdicts, findings, accepted }: Report) => ({
    verdicts: verdicts.map(({ address, verdict }) => `${verdict} ${address}`),
    findings: findings.map(({ severity, kind, id }) => `${severity} ${kind} ${id}`),
    accepted: accepted.map(({ id }) => id),
  });
  fc.assert(
    fc.property(inClear, (app) => {
      expect(said(checkPlan(asPlan(app)))).toEqual(said(checkDocument(asDocument(app))));
    }),
    { numRuns: RUNS },
  );
});

test('what is sensitive is judged as what is in clear, and its name is in no finding', () => {
  fc.assert(
    fc.property(apps, (app) => {
      const hidden = app.map(
        (client): GeneratedClient => ({ ...client, list: client.list === 'elements' ? 'sensitive' : client.list }),
      );
      const [clear, sensitive] = [checkDocument(asDocument(app)), checkPlan(asPlan(hidden))];
      expect(sensitive.clients.map(({ verdict }) => verdict)).toEqual(clear.clients.map(({ verdict }) => verdict));
      const printed = JSON.stringify(sensitive.findings.map(({ message, id, subject }) => [message, id, subject]));
      const held = hidden
        .flatMap(({ list, elements }) => (list === 'sensitive' ? elements : []))
        .map(({ name }) => name);
      // A name that is made of capitals or blanks stands in none of the product's own texts.
      const telling = held.filter((name) => /^[A-Z:-]{4,}$|^ |:\*$/.test(name));
      expect(telling.filter((name) => printed.includes(JSON.stringify(name).slice(1, -1)))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('the report is the same bytes in whatever order the entries of a plan stand', () => {
  const shuffled = apps.chain((app) =>
    fc.shuffledSubarray([...app.keys()], { minLength: app.length }).map((order) => ({ app, order })),
  );
  fc.assert(
    fc.property(shuffled, ({ app, order }) => {
      const inOrder = asPlan(app);
      const shuffledPlan = asPlan(app, (entries) => order.map((index) => entries[index]));
      expect(JSON.stringify(checkPlan(shuffledPlan), null, 1)).toBe(JSON.stringify(checkPlan(inOrder), null, 1));
    }),
    { numRuns: RUNS },
  );
});

test('the report is the same bytes in whatever order clients stand in a document', () => {
  const shuffled = apps.chain((app) =>
    fc.shuffledSubarray([...app.keys()], { minLength: app.length }).map((order) => ({ app, order })),
  );
  const withOrder = (text: string, order: readonly number[]) => {
    const document = JSON.parse(text);
    const resources = document.resource[TYPE];
    return JSON.stringify({
      ...document,
      resource: { [TYPE]: Object.fromEntries(order.map((index) => [`c${index}`, resources[`c${index}`]])) },
    });
  };
  fc.assert(
    fc.property(shuffled, ({ app, order }) => {
      const text = asDocument(app);
      expect(JSON.stringify(checkDocument(withOrder(text, order)), null, 1)).toBe(
        JSON.stringify(checkDocument(text), null, 1),
      );
    }),
    { numRuns: RUNS },
  );
});

const stackOf = (scopes: readonly string[]) => tfJson({ a: body({ scopes }) });
const MANIFEST = JSON.stringify({ stacks: { prod: { synthesizedStackPath: 'prod.tf.json' } } });

test.each<[string, Record<string, string>, readonly string[]]>([
  [
    'that can be read',
    { 'a.json': plan([entry(`${TYPE}.a`)]), 'b.tf.json': stackOf([]), 'c.json': plan([]) },
    ['a.json', 'b.tf.json', 'c.json'],
  ],
  ['that cannot be read', { 'b.json': '{', 'c.json': '[' }, ['absent.json', 'b.json', 'c.json']],
  [
    'whose stacks have one name',
    {
      'eu/manifest.json': MANIFEST,
      'eu/prod.tf.json': stackOf(WHOLE),
      'us/manifest.json': MANIFEST,
      'us/prod.tf.json': stackOf([]),
    },
    ['eu', 'us'],
  ],
])('the report is the same bytes in whatever order the inputs are named: inputs %s', async (_, files, inputs) => {
  await inFolder(files, async () => {
    const expected = await cli(['check', ...inputs, '--format', 'json']);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...inputs], { minLength: inputs.length }), async (order) => {
        expect(await cli(['check', ...order, '--format', 'json'])).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  ['a plan', 'plan.json', plan([entry(`${TYPE}.a`, { after: body({ name: 'Agenten für Zürich' }) })])],
  ['a Terraform JSON document', 'main.tf.json', tfJson({ a: body({ name: 'Agenten für Zürich' }) })],
  ['a document on which a label stands', 'document.json', tfJson({ a: body() })],
])('%s that is cut at any byte is never exit code 0', async (_, file, text) => {
  const bytes = Buffer.from(text);
  const codeOf = async (length: number) => {
    writeFileSync(file, bytes.subarray(0, length));
    return (await cli(['check', `label=${file}`, '--format', 'json'])).code;
  };
  await inFolder({}, async () => {
    expect(await codeOf(bytes.length)).toBe(0);
    const read: number[] = [];
    for (let length = 0; length < bytes.length; length += 1) if ((await codeOf(length)) !== 3) read.push(length);
    expect(read).toEqual([]);
  });
});
