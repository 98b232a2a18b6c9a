import fc from 'fast-check';
import { check } from '../../lib/check';
import type { Reading, Report } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { judge } from '../properties/oracle';
import { WHOLE } from './inputs';
import { readingsOf } from './records';
import { asHcl, asJson, type Element, meant, type Written } from './written';

const RUNS = Number(process.env.RUNS ?? 80);
jest.setTimeout(60_000 + RUNS * 500);

const names = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WHOLE) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('presence', 'analytics', 'user', 'Users', '${users}', 'a "b" \\ c'),
  },
);

const elements: fc.Arbitrary<Element> = fc.oneof(
  { weight: 12, arbitrary: names.map((name): Element => ({ name, in: 'quotes' })) },
  { weight: 2, arbitrary: names.map((name): Element => ({ name, in: 'local' })) },
  { weight: 1, arbitrary: fc.constant<Element>('elsewhere') },
);

/** The scopes of a client that passes, some of them perhaps left out, in pieces. */
const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'written' },
    fc.array(elements, { maxLength: 5 }).map((all): Written => ({ is: 'list', elements: all })),
    fc
      .record({
        elements: fc.array(names, { maxLength: 5 }),
        from: fc.constantFrom('default' as const, 'values' as const),
      })
      .map((variable): Written => ({ is: 'variable', ...variable })),
    fc.record({
      is: fc.constant('call' as const),
      name: fc.constantFrom('toset' as const, 'distinct' as const, 'sort' as const, 'tolist' as const),
      of: tie('written'),
    }),
    fc.record({
      is: fc.constant('joined' as const),
      name: fc.constantFrom('concat' as const, 'setunion' as const),
      of: fc.array(tie('written'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      is: fc.constantFrom('flatten' as const, 'spread' as const),
      of: fc.array(tie('written'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constantFrom('parentheses' as const, 'local' as const), of: tie('written') }),
    {
      weight: 1,
      arbitrary: fc.record({ is: fc.constant('condition' as const), of: fc.tuple(tie('written'), tie('written')) }),
    },
    { weight: 1, arbitrary: fc.constant<Written>({ is: 'elsewhere' }) },
  ),
}));

/** With what is missing to a whole list often added, so that many clients pass. */
const lists = fc.oneof(
  { weight: 1, arbitrary: written },
  {
    weight: 3,
    arbitrary: fc.tuple(written, fc.subarray(WHOLE, { minLength: WHOLE.length - 1 })).map(
      ([part, rest]): Written => ({
        is: 'joined',
        name: 'concat',
        of: [part, { is: 'list', elements: rest.map((name) => ({ name, in: 'quotes' })) }],
      }),
    ),
  },
);

function reportOf(readings: readonly Reading[]): Report {
  return check(readings, DEFAULT_POLICY, { today: '2026-11-25', catalog: PUBLISHED_CATALOG });
}

test('a list is what its parts make of it, and no client passes that could lack a scope, in both syntaxes', async () => {
  const seen = { pass: 0, fail: 0, open: 0 };
  await fc.assert(
    fc.asyncProperty(lists, fc.boolean(), async (list, inModule) => {
      const { names: held, open } = meant(list);
      const oracle = judge({ grant: 'CODE', held: [...held], waits: open });
      for (const folder of [asHcl(list, inModule), asJson(list, inModule)]) {
        const readings = await readingsOf(folder.files);
        const scopes = readings[0]?.clients[0]?.attributes?.scopes;
        const known = scopes?.items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
        const waits = (scopes?.rest.length ?? 0) > 0 || scopes?.items.some((item) => item.kind === 'unknown');
        expect({ known: [...new Set(known)].sort(), waits }).toEqual({ known: [...held].sort(), waits: open });
        const { clients, findings } = reportOf(readings);
        const verdict = clients[0]?.verdict;
        const lacks = findings.filter(({ rule, kind }) => rule === 'missing-scope' && kind === 'fail');
        expect(clients.map(({ address }) => address)).toEqual([folder.address]);
        if (oracle.kind === 'waits') expect(['open', 'fail']).toContain(verdict);
        else
          expect(lacks.map(({ subject }) => String(subject)).sort()).toEqual(
            oracle.kind === 'judged' ? oracle.missing : [],
          );
        if (verdict === 'pass' || verdict === 'fail' || verdict === 'open') seen[verdict] += 1;
      }
    }),
    { numRuns: RUNS },
  );
  // The generator is worth something only while it makes every kind.
  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
});

test('the same client in both syntaxes gives the same findings and verdicts', async () => {
  const told = ({ clients, findings, problems }: Report) => ({
    verdicts: clients.map(({ address, verdict, missing }) => [address, verdict, missing]),
    findings: findings.map(({ id, severity, kind, message }) => [id, severity, kind, message]),
    problems,
  });
  await fc.assert(
    fc.asyncProperty(lists, fc.boolean(), async (list, inModule) => {
      const hcl = await readingsOf(asHcl(list, inModule).files);
      const json = await readingsOf(asJson(list, inModule).files);
      expect(told(reportOf(hcl))).toEqual(told(reportOf(json)));
    }),
    { numRuns: RUNS },
  );
});
