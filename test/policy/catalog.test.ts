import { mkdirSync } from 'node:fs';
import { CATALOG_FORMAT } from '../../lib/policy';
import { inFolder } from '../cli/run-cli';
import { WHOLE } from '../sources/inputs';
import { document, judged, judgedClients, MIGRATED, run } from './judged';

const OWN = { format: CATALOG_FORMAT, date: '2026-11-01', scopes: [...WHOLE, 'holograms'] };

describe('knownScopes', () => {
  test('settle that a name exists which the catalogue does not have', async () => {
    const clients = { a: { scopes: [...WHOLE, 'holograms'] } };
    expect((await judgedClients({}, clients)).findings).toEqual(['warning unknown-scope/a/holograms']);
    expect((await judgedClients({ knownScopes: ['holograms'] }, clients)).findings).toEqual([]);
  });

  test('are compared letter by letter', async () => {
    const clients = { a: { scopes: [...WHOLE, 'Holograms'] } };
    expect((await judgedClients({ knownScopes: ['holograms'] }, clients)).findings).toEqual([
      'error unknown-scope/a/Holograms',
    ]);
  });

  test('stand in for no required scope', async () => {
    const clients = { a: { scopes: [...WHOLE.slice(1), 'user-basic-inf'] } };
    expect((await judgedClients({ knownScopes: ['user-basic-inf'] }, clients)).findings).toEqual([
      'error missing-scope/a/user-basic-info',
    ]);
  });

  test('are excess where a profile is named', async () => {
    const policy = {
      knownScopes: ['holograms'],
      clients: [{ match: '**', profile: 'agent', vocabulary: 'platform' }],
    };
    const { findings } = await judgedClients(policy, { a: { scopes: [...WHOLE, 'holograms'] } });
    expect(findings).toContain('warning excess-scope/a/holograms');
  });
});

describe("the organisation's own catalogue", () => {
  const judgedBy = (catalog: unknown, clients: Record<string, object>, name = 'own.json') =>
    judged(
      { catalog: name },
      { [name]: typeof catalog === 'string' ? catalog : JSON.stringify(catalog), 'main.tf.json': document(clients) },
      'main.tf.json',
    );

  test('decides which names exist', async () => {
    const { findings, stdout } = await judgedBy(OWN, { a: { scopes: [...WHOLE, 'holograms'] } });
    expect(findings).toEqual([]);
    expect(JSON.parse(stdout).catalog).toEqual({ date: '2026-11-01', source: 'organisation' });
  });

  test('that lacks the names of the guidance makes them an error', async () => {
    expect(await judgedBy(OWN, { a: MIGRATED })).toMatchObject({
      code: 1,
      clients: { a: 'fail' },
      findings: ['error unpublished-scope/a'],
    });
  });

  test('that has them says nothing of them', async () => {
    expect(await judgedBy({ ...OWN, scopes: MIGRATED.scopes }, { a: MIGRATED })).toMatchObject({
      code: 0,
      findings: [],
    });
  });

  test('is found beside the policy, from wherever the check runs', async () => {
    const files = {
      '.git/HEAD': '',
      'genesys-scopes.json': JSON.stringify({ catalog: 'data/own.json' }),
      'data/own.json': JSON.stringify(OWN),
      'infra/main.tf.json': document({ a: MIGRATED }),
    };
    await inFolder(files, async () => {
      process.chdir('infra');
      expect((await run('check', 'main.tf.json')).findings).toEqual(['error unpublished-scope/a']);
    });
  });

  const place = 'error: genesys-scopes.json:1:12: catalog: own.json';
  test.each<[string, string | object, string]>([
    ['of another format', { ...OWN, format: 'genesys-scopes/catalog@2' }, 'is no catalogue of this tool'],
    ['without a day', { ...OWN, date: 'today' }, 'is no catalogue of this tool'],
    ['without scopes', { ...OWN, scopes: [] }, 'is no catalogue of this tool'],
    ['of other things', { ...OWN, scopes: [1] }, 'is no catalogue of this tool'],
    ['that is cut off', '{"format":', 'is cut off: the JSON ends too early'],
    ['that is empty', '', 'is empty'],
    ['that is text', 'users', 'is not JSON'],
  ])('%s is refused with the place that names it', async (_, catalog, message) => {
    const { code, stdout, stderr } = await judgedBy(catalog, { a: {} });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(`${place} ${message}`)).toBe(true);
  });

  test('that is not there, or is a folder, is refused', async () => {
    const files = { 'genesys-scopes.json': JSON.stringify({ catalog: 'own.json' }), 'main.tf.json': document({}) };
    await inFolder(files, async () => {
      expect((await run('check', 'main.tf.json')).stderr).toBe(`${place} cannot be read (ENOENT)\n`);
      mkdirSync('own.json');
      expect((await run('check', 'main.tf.json')).stderr).toBe(`${place} cannot be read (EISDIR)\n`);
    });
  });

  test('that is nested too deeply is refused', async () => {
    for (const deep of ['['.repeat(200_000), `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`]) {
      const { code, stdout, stderr } = await judgedBy(deep, { a: {} });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: genesys-scopes\.json:1:12: catalog: own\.json /);
    }
  });
});
