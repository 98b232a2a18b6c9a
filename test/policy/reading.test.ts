import { join } from 'node:path';
import { type Problem, publicText } from '../../lib/model';
import { DEFAULT_POLICY, findPolicyFile, type Policy, readCatalog, readPolicyFile } from '../../lib/policy';
import { RULE_IDS } from '../../lib/rules';
import { CLIENT_PROFILE_IDS, PROFILES, PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { inFolder } from '../cli/run-cli';

function read(policy: unknown, file = 'policy.json'): Promise<Policy | readonly Problem[]> {
  return inFolder({ [file]: JSON.stringify(policy, null, 2) }, () => readPolicyFile(file, RULE_IDS));
}

async function problems(policy: unknown): Promise<string[]> {
  const read_ = await read(policy);
  if (!Array.isArray(read_)) throw new Error('it was read');
  return read_.map(({ message, at }: Problem) => `${at.line}:${at.column} ${message}`);
}

const at = (line: number, column: number, endLine: number, endColumn: number) =>
  expect.objectContaining({ file: 'policy.json', line, column, endLine, endColumn });

describe('a policy file', () => {
  test('that says nothing is the policy of who writes none, with its file', async () => {
    expect(await read({})).toEqual({ ...DEFAULT_POLICY, file: 'policy.json' });
    expect(DEFAULT_POLICY).toEqual({
      base: { id: 'agent', capabilities: PROFILES.agent.capabilities },
      baseNamed: false,
      unmatched: 'base',
      clients: [],
      severities: new Map(),
      knownScopes: [],
      acknowledgments: [],
    });
  });

  test('that says everything is read with the place of each part', async () => {
    const policy = {
      $schema: './genesys-scopes.schema.json',
      catalog: 'own.json',
      vocabulary: 'platform',
      unmatched: 'warn',
      clients: [
        { match: 'a', profile: 'agent' },
        { match: { name: 'b *' }, source: 'prod', scopes: ['users'], vocabulary: 'migration' },
        { match: { address: 'c', name: 'd' }, source: ['prod', 'test'], ignore: ' not ours ' },
        { match: { address: 'e' }, profile: 'chat-agent', scopes: ['users'], allowedScopes: ['analytics'] },
        { match: 'f', profile: 'agent', allowedScopes: ['analytics'] },
      ],
      knownScopes: ['holograms'],
      rules: { 'excess-scope': 'off', 'retiring-grant': 'error' },
      acknowledge: [
        { rule: 'missing-scope', client: 'a', reason: ' r ' },
        {
          rule: 'excess-scope',
          client: 'b',
          subject: 'users',
          reason: 'r',
          until: '2027-01-31',
          source: 'prod',
        },
      ],
    };
    expect(await read(policy)).toEqual({
      base: profileOf('agent'),
      baseNamed: false,
      file: 'policy.json',
      vocabulary: 'platform',
      unmatched: 'warn',
      catalog: { file: 'own.json', at: at(3, 14, 3, 24) },
      clients: [
        { match: { address: 'a' }, text: 'a', profile: profileOf('agent'), at: at(7, 5, 10, 6) },
        {
          match: { name: 'b *' },
          text: 'name "b *"',
          sources: ['prod'],
          vocabulary: 'migration',
          profile: { id: 'scopes of name "b *"', capabilities: [], scopes: ['users'], allowedScopes: [] },
          at: at(11, 5, 20, 6),
        },
        {
          match: { address: 'c', name: 'd' },
          text: 'c, name "d"',
          sources: ['prod', 'test'],
          ignore: 'not ours',
          at: at(21, 5, 31, 6),
        },
        {
          match: { address: 'e' },
          text: 'e',
          profile: {
            id: 'chat-agent + scopes of e',
            capabilities: PROFILES['chat-agent'].capabilities,
            scopes: ['users'],
            allowedScopes: ['analytics'],
          },
          at: at(32, 5, 43, 6),
        },
        {
          match: { address: 'f' },
          text: 'f',
          profile: { id: 'agent', capabilities: PROFILES.agent.capabilities, scopes: [], allowedScopes: ['analytics'] },
          at: at(44, 5, 50, 6),
        },
      ],
      knownScopes: ['holograms'],
      severities: new Map([
        ['excess-scope', 'off'],
        ['retiring-grant', 'error'],
      ]),
      acknowledgments: [
        { rule: 'missing-scope', client: 'a', reason: 'r', at: at(60, 5, 64, 6) },
        {
          rule: 'excess-scope',
          client: 'b',
          subject: 'users',
          reason: 'r',
          until: '2027-01-31',
          sources: ['prod'],
          at: at(65, 5, 72, 6),
        },
      ],
    });
  });

  test('whose patterns are of one kind has no trace of the other', async () => {
    const policy = (await read({
      clients: [
        { match: { address: 'a' }, ignore: 'r' },
        { match: { name: 'b' }, ignore: 'r' },
      ],
    })) as Policy;
    expect(policy.clients.map(({ match }) => match)).toStrictEqual([{ address: 'a' }, { name: 'b' }]);
  });

  test('that names a profile and no list asks for the profile itself, so that what it needs is worked out once', async () => {
    const policy = (await read({ clients: [{ match: 'a', profile: 'agent' }] })) as Policy;
    expect(policy.clients[0]?.profile).toBe(profileOf('agent'));
  });
});

describe('a policy file is refused', () => {
  const profiles = CLIENT_PROFILE_IDS.join(', ');
  const entryKeys = 'match, source, profile, vocabulary, scopes, allowedScopes, ignore';

  test.each<[string, object, string[]]>([
    // A list of one text reads like the text where it is put into words.
    [
      'a list for a profile',
      { clients: [{ match: 'a', profile: ['light-agent'] }] },
      [`5:18 clients[0].profile: allowed: ${profiles}`],
    ],
    [
      'an entry that ignores and lists scopes',
      { clients: [{ match: 'a', scopes: ['users'], ignore: 'r' }] },
      ['8:17 clients[0].ignore: both ignores the clients and asks something of them; keep one'],
    ],
    [
      'an entry that ignores and allows scopes',
      { clients: [{ match: 'a', allowedScopes: ['users'], ignore: 'r' }] },
      ['8:17 clients[0].ignore: both ignores the clients and asks something of them; keep one'],
    ],
    [
      'an entry that ignores and names a vocabulary',
      { clients: [{ match: 'a', vocabulary: 'platform', ignore: 'r' }] },
      ['6:17 clients[0].ignore: both ignores the clients and asks something of them; keep one'],
    ],
    [
      'an entry that only allows',
      { clients: [{ match: 'a', allowedScopes: ['users'] }] },
      ['3:5 clients[0]: says nothing of the clients; give a profile, scopes, or ignore with the reason'],
    ],
    [
      'an empty name of a scope',
      { clients: [{ match: 'a', scopes: [''] }] },
      ['6:9 clients[0].scopes[0]: write the name of a scope'],
    ],
    [
      'an empty list that is allowed',
      { clients: [{ match: 'a', profile: 'agent', allowedScopes: [] }] },
      ['6:24 clients[0].allowedScopes: list at least one scope'],
    ],
    [
      'an empty list of sources',
      { clients: [{ match: 'a', profile: 'agent', source: [] }] },
      ['6:17 clients[0].source: list at least one pattern'],
    ],
    [
      'an empty source',
      { clients: [{ match: 'a', profile: 'agent', source: '' }] },
      ['6:17 clients[0].source: write a pattern; `*` stands for anything up to a dot'],
    ],
    [
      'a source that is a number',
      { clients: [{ match: 'a', profile: 'agent', source: 5 }] },
      ['6:17 clients[0].source: expected string or array'],
    ],
    [
      'an empty pattern of names',
      { clients: [{ match: { name: '' }, profile: 'agent' }] },
      ['5:17 clients[0].match.name: write a pattern; `*` stands for anything up to a dot'],
    ],
    ['an empty name of a catalogue', { catalog: '' }, ['2:14 catalog: write the path of a file']],
    ['an empty known scope', { knownScopes: [''] }, ['3:5 knownScopes[0]: write the name of a scope']],
    [
      'a text that is missing',
      { acknowledge: [{ rule: 'excess-scope', reason: 'r' }] },
      ['3:5 acknowledge[0].client: expected string, which is missing'],
    ],
    [
      'an empty pattern of an acknowledgment',
      { acknowledge: [{ rule: 'excess-scope', client: '', reason: 'r' }] },
      ['5:17 acknowledge[0].client: write a pattern; `*` stands for anything up to a dot'],
    ],
    ['a schema that is a number', { $schema: 5 }, ['2:14 $schema: expected string']],
    ['an entry that is a text', { clients: ['a'] }, ['3:5 clients[0]: expected object']],
    [
      'several keys, each at its place',
      { clients: [{ match: 'a', profiles: 'x', scope: ['y'], ignore: 'r' }] },
      [
        `5:19 clients[0].profiles: is not allowed here (did you mean "profile"?); allowed: ${entryKeys}`,
        `6:16 clients[0].scope: is not allowed here (did you mean "scopes"?); allowed: ${entryKeys}`,
      ],
    ],
    [
      'two mistakes in one line of two entries',
      { clients: [{ match: 'a' }, { match: 'b' }] },
      [
        '3:5 clients[0]: says nothing of the clients; give a profile, scopes, or ignore with the reason',
        '6:5 clients[1]: says nothing of the clients; give a profile, scopes, or ignore with the reason',
      ],
    ],
  ])('for %s', async (_, policy, expected) => {
    expect(await problems(policy)).toEqual(expected);
  });

  test('for keys of a prototype, wherever they stand', async () => {
    const text = '{ "clients": [{ "match": "a", "ignore": "r", "__proto__": 1 }], "rules": { "__proto__": {} } }';
    const read_ = await inFolder({ 'policy.json': text }, () => readPolicyFile('policy.json', RULE_IDS));
    expect((read_ as Problem[]).map(({ message, at: place }) => `${place.column} ${message}`)).toEqual([
      `59 clients[0].__proto__: is not allowed here; allowed: ${entryKeys}`,
      `89 rules.__proto__: is not allowed here; allowed: ${RULE_IDS.join(', ')}`,
    ]);
  });

  test('in the order of the file, also where two mistakes stand in one line', async () => {
    const text = '{ "vocabulary": "y", "unmatched": "x",\n"rules": [] }';
    const read_ = await inFolder({ 'policy.json': text }, () => readPolicyFile('policy.json', RULE_IDS));
    expect((read_ as Problem[]).map(({ message }) => message)).toEqual([
      'vocabulary: allowed: migration, platform',
      'unmatched: allowed: base, warn, ignore',
      'rules: expected object',
    ]);
  });
});

describe('a policy file is found', () => {
  test('from the folder itself, by the path from where one works', async () => {
    await inFolder({ 'genesys-scopes.json': '{}', '.git/HEAD': '', 'a/b/x': '' }, () => {
      expect(findPolicyFile('.')).toBe('genesys-scopes.json');
      expect(findPolicyFile('a/b')).toBe('genesys-scopes.json');
      process.chdir('a/b');
      expect(findPolicyFile('.')).toBe(join('..', '..', 'genesys-scopes.json'));
    });
  });

  test('not where there is none up to the root of the repository or of the disk', async () => {
    await inFolder({ 'repository/.git/HEAD': '', 'genesys-scopes.json': '{}', 'repository/a/x': '' }, () => {
      expect(findPolicyFile('repository/a')).toBeUndefined();
      expect(findPolicyFile('repository')).toBeUndefined();
      expect(findPolicyFile('/')).toBeUndefined();
    });
  });

  test('beside the root of the repository', async () => {
    await inFolder(
      { 'repository/.git': 'gitdir: x', 'repository/genesys-scopes.json': '{}', 'genesys-scopes.json': '{}' },
      () => {
        expect(findPolicyFile('repository')).toBe(join('repository', 'genesys-scopes.json'));
      },
    );
  });
});

describe("the organisation's own catalogue", () => {
  const OWN = JSON.stringify({ format: 'genesys-scopes/catalog@1', date: '2026-11-01', scopes: ['users', 'new'] });
  const place = { file: publicText('policy.json'), line: 1, column: 2 };
  const policyIn = (file: string | undefined, catalog = 'own.json'): Policy => ({
    ...DEFAULT_POLICY,
    catalog: { file: catalog, at: place },
    ...(file !== undefined && { file: publicText(file) }),
  });
  const read_ = { date: '2026-11-01', source: 'organisation', scopes: new Set(['users', 'new']) };
  const missing = { message: 'catalog: own.json cannot be read (ENOENT)', at: place };

  test('is the published one where the policy names none', () => {
    expect(readCatalog(DEFAULT_POLICY)).toBe(PUBLISHED_CATALOG);
  });

  test('lies beside the policy, or where one works for a policy without a file', async () => {
    await inFolder({ 'a/own.json': OWN, 'a/policy.json': '' }, () => {
      expect(readCatalog(policyIn('a/policy.json'))).toEqual(read_);
      expect(readCatalog(policyIn(undefined, 'a/own.json'))).toEqual(read_);
      expect(readCatalog(policyIn('policy.json'))).toEqual(missing);
      expect(readCatalog(policyIn(undefined))).toEqual(missing);
    });
  });

  test('lies beside the other policy where it does not lie beside its own', async () => {
    const other = OWN.replace('"users","new"', '"other"');
    await inFolder({ 'a/own.json': OWN, 'b/own.json': other, 'own.json': other }, () => {
      expect(readCatalog(policyIn('c/policy.json'), policyIn('a/policy.json'))).toEqual(read_);
      expect(readCatalog(policyIn('a/policy.json'), policyIn('b/policy.json'))).toEqual(read_);
      // The other has no file, so there is no other place.
      expect(readCatalog(policyIn('c/policy.json'), policyIn(undefined))).toEqual(missing);
    });
  });

  test('that is none says what it has to be', async () => {
    await inFolder({ 'own.json': '{}' }, () => {
      expect(readCatalog(policyIn('policy.json'))).toEqual({
        message: 'catalog: own.json is no catalogue of this tool (format genesys-scopes/catalog@1, date, scopes)',
        at: place,
      });
    });
  });

  test.each([
    ['an empty name', { scopes: ['users', ''] }],
    ['no name', { scopes: [] }],
    ['another format', { format: 'genesys-scopes/catalog@2' }],
    ['a day that is none', { date: '2026-02-30' }],
  ])('with %s is none', async (_, wrong) => {
    await inFolder({ 'own.json': JSON.stringify({ ...JSON.parse(OWN), ...wrong }) }, () => {
      expect(readCatalog(policyIn('policy.json'))).toHaveProperty('message');
    });
  });
});
