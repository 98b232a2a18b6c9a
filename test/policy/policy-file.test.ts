import { RULE_IDS } from '../../lib/rules';
import { CLIENT_PROFILE_IDS } from '../../lib/scopes';
import { cli, inFolder, type Outcome } from '../cli/run-cli';
import { tfJson } from '../sources/inputs';

/** What a check answers with a policy file of that content beside a client that lacks everything. */
function checkWith(content: string | Uint8Array): Promise<Outcome> {
  return inFolder({ 'genesys-scopes.json': content, 'main.tf.json': tfJson({ a: {} }) }, () =>
    cli(['check', 'main.tf.json']),
  );
}

function refused(...messages: readonly string[]): Outcome {
  return { code: 2, stdout: '', stderr: messages.map((message) => `error: genesys-scopes.json${message}\n`).join('') };
}

const profiles = CLIENT_PROFILE_IDS.join(', ');
const rules = RULE_IDS.join(', ');
const top = '$schema, catalog, vocabulary, unmatched, clients, knownScopes, rules, acknowledge';
const entryKeys = 'match, source, profile, vocabulary, scopes, allowedScopes, ignore';
const acknowledgmentKeys = 'rule, subject, reason, until, client, source';

const entryOf = (fields: string) => `{\n  "clients": [\n    { "match": "x", ${fields} }\n  ]\n}`;
const acknowledgmentOf = (fields: string) => `{\n  "acknowledge": [\n    { ${fields} }\n  ]\n}`;

test.each<[string, string, string | readonly string[]]>([
  [
    'an unknown key, with the near one',
    '{\n  "client": []\n}',
    `:2:13: client: is not allowed here (did you mean "clients"?); allowed: ${top}`,
  ],
  ['an unknown key that is near to none', '{ "extends": "x" }', `:1:14: extends: is not allowed here; allowed: ${top}`],
  [
    'the name of a prototype',
    '{ "__proto__": { "unmatched": "ignore" } }',
    `:1:16: __proto__: is not allowed here; allowed: ${top}`,
  ],
  [
    'an unknown key of an entry',
    entryOf('"profiles": "agent", "ignore": "r"'),
    `:3:33: clients[0].profiles: is not allowed here (did you mean "profile"?); allowed: ${entryKeys}`,
  ],
  [
    'an unknown key of an acknowledgment',
    acknowledgmentOf('"rule": "excess-scope", "client": "x", "reason": "r", "expires": "2027-01-01"'),
    `:3:72: acknowledge[0].expires: is not allowed here; allowed: ${acknowledgmentKeys}`,
  ],
  ['a misspelt profile', entryOf('"profile": "chatagent"'), `:3:32: clients[0].profile: allowed: ${profiles}`],
  [
    'a profile that needs no client',
    entryOf('"profile": "light-agent"'),
    `:3:32: clients[0].profile: users of profile "light-agent" need no softphone client; allowed: ${profiles}`,
  ],
  ['a profile that is no text', entryOf('"profile": 5'), `:3:32: clients[0].profile: allowed: ${profiles}`],
  [
    'a misspelt rule',
    '{ "rules": { "exces-scope": "off" } }',
    `:1:29: rules.exces-scope: is not allowed here (did you mean "excess-scope"?); allowed: ${rules}`,
  ],
  [
    'a rule by the name of a prototype',
    '{ "rules": { "__proto__": "off" } }',
    `:1:27: rules.__proto__: is not allowed here; allowed: ${rules}`,
  ],
  [
    'a misspelt rule of an acknowledgment',
    acknowledgmentOf('"rule": "excess", "client": "x", "reason": "r"'),
    `:3:15: acknowledge[0].rule: allowed: ${rules}`,
  ],
  [
    'a misspelt severity',
    '{ "rules": { "excess-scope": "fatal" } }',
    ':1:30: rules.excess-scope: allowed: note, warning, error, off',
  ],
  ['a misspelt vocabulary', '{ "vocabulary": "platfrom" }', ':1:17: vocabulary: allowed: migration, platform'],
  [
    'a misspelt vocabulary of an entry',
    entryOf('"profile": "agent", "vocabulary": "Platform"'),
    ':3:55: clients[0].vocabulary: allowed: migration, platform',
  ],
  ['a misspelt unmatched', '{ "unmatched": "warning" }', ':1:16: unmatched: allowed: base, warn, ignore'],
  [
    'a severity by which missing-scope would not stop anything',
    '{ "rules": { "missing-scope": "warning" } }',
    ':1:31: rules.missing-scope: can be neither off nor below error; acknowledge single findings, or name a smaller profile',
  ],
  [
    'missing-scope switched off',
    '{ "rules": { "missing-scope": "off" } }',
    ':1:31: rules.missing-scope: can be neither off nor below error; acknowledge single findings, or name a smaller profile',
  ],
  ['an empty reason', entryOf('"ignore": " "'), ':3:31: clients[0].ignore: say why, for whoever reads this next'],
  [
    'an empty reason of an acknowledgment',
    acknowledgmentOf('"rule": "excess-scope", "client": "x", "reason": " "'),
    ':3:56: acknowledge[0].reason: say why the finding is accepted',
  ],
  [
    'a missing reason',
    acknowledgmentOf('"rule": "excess-scope", "client": "x"'),
    ':3:5: acknowledge[0].reason: say why the finding is accepted',
  ],
  [
    'a day that is none',
    acknowledgmentOf('"rule": "excess-scope", "client": "x", "reason": "r", "until": "2027-02-29"'),
    ':3:70: acknowledge[0].until: expected a day such as 2027-01-31',
  ],
  [
    'a day with a time',
    acknowledgmentOf('"rule": "excess-scope", "client": "x", "reason": "r", "until": "2027-02-28T00:00"'),
    ':3:70: acknowledge[0].until: expected a day such as 2027-01-31',
  ],
  [
    'an entry that asks nothing',
    entryOf('"vocabulary": "platform"'),
    ':3:5: clients[0]: says nothing of the clients; give a profile, scopes, or ignore with the reason',
  ],
  [
    'an entry that ignores and asks',
    entryOf('"ignore": "r", "profile": "agent"'),
    ':3:31: clients[0].ignore: both ignores the clients and asks something of them; keep one',
  ],
  ['an empty list of scopes', entryOf('"scopes": []'), ':3:31: clients[0].scopes: list at least one scope'],
  [
    'an entry without a pattern',
    '{ "clients": [{ "profile": "agent" }] }',
    ':1:15: clients[0].match: expected string or object',
  ],
  [
    'an empty pattern',
    '{ "clients": [{ "match": "", "profile": "agent" }] }',
    ':1:26: clients[0].match: write a pattern; `*` stands for anything up to a dot',
  ],
  [
    'an empty match',
    '{ "clients": [{ "match": {}, "profile": "agent" }] }',
    ':1:26: clients[0].match: name an address or a name',
  ],
  [
    'a misspelt key of a match',
    '{ "clients": [{ "match": { "adress": "x" }, "profile": "agent" }] }',
    [
      ':1:26: clients[0].match: name an address or a name',
      ':1:38: clients[0].match.adress: is not allowed here (did you mean "address"?); allowed: address, name',
    ],
  ],
  [
    'a match with a value of another type beside a key that it does not have',
    '{ "clients": [{ "match": { "name": 5, "other": 1 }, "profile": "agent" }] }',
    [
      ':1:36: clients[0].match.name: expected string',
      ':1:48: clients[0].match.other: is not allowed here; allowed: address, name',
    ],
  ],
  [
    'a source in a list that is no text',
    entryOf('"source": ["a", 5], "profile": "agent"'),
    ':3:37: clients[0].source[1]: expected string',
  ],
  [
    'a known scope of the migration guidance',
    '{ "knownScopes": ["new", "webphone:use"] }',
    ':1:26: knownScopes[1]: "webphone:use" is known; to use it knowingly, set "vocabulary": "migration"',
  ],
  ['clients that are no list', '{ "clients": {} }', ':1:14: clients: expected array'],
  ['rules that are no object', '{ "rules": [] }', ':1:12: rules: expected object'],
  [
    'every mistake at once, in the order of the file',
    '{\n  "unmatched": "x",\n  "vocabulary": "y"\n}',
    [':2:16: unmatched: allowed: base, warn, ignore', ':3:17: vocabulary: allowed: migration, platform'],
  ],
  [
    'a comment',
    '{\n  // why\n  "unmatched": "base"\n}',
    ':2:3: has a comment, which JSON does not allow. Mend the JSON.',
  ],
  [
    'a comma too many',
    '{ "unmatched": "base", }',
    ':1:24: is not JSON: a property name in double quotes is missing. Mend the JSON.',
  ],
  [
    'an end that is missing',
    '{ "unmatched": "ba',
    ':1:19: is cut off: the JSON ends too early. Write the file again, and check that the command before it succeeded.',
  ],
  ['nothing', '', ':1:1: is empty. Write the file again, and check that the command before it succeeded.'],
  ['a list', '[]', ':1:1: expected object'],
  ['null', 'null', ':1:1: expected object'],
])('%s is refused with its place', async (_, content, messages) => {
  expect(await checkWith(content)).toEqual(refused(...[messages].flat()));
});

test.each([
  ['clients', '{ "clients": [{ "match": "**", "ignore": "r" }],\n  "clients": [] }', 2],
  ['unmatched', '{ "unmatched": "base",\n  "unmatched": "ignore" }', 2],
  ['rules', '{ "rules": { "excess-scope": "off" },\n  "rules": {} }', 2],
  ['rules.excess-scope', '{ "rules": { "excess-scope": "error",\n  "excess-scope": "off" } }', 2],
  ['clients[0].source', '{ "clients": [{ "match": "x", "ignore": "r", "source": "a",\n  "source": "b" }] }', 2],
  ['clients[0].match', '{ "clients": [{ "match": "x", "ignore": "r",\n  "match": "**" }] }', 2],
  [
    'acknowledge[0].until',
    '{ "acknowledge": [{ "rule": "excess-scope", "client": "x", "reason": "r", "until": "2027-01-01",\n  "until": "2999-01-01" }] }',
    2,
  ],
])('a key that is written twice is refused as such: %s', async (path, content, line) => {
  const { code, stdout, stderr } = await checkWith(content);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^error: genesys-scopes\\.json:${line}:\\d+: ${escaped(path)}: .*twice.*\\n$`));
});

function escaped(text: string): string {
  return text.replaceAll(/[[\].]/g, '\\$&');
}

test.each([
  ['UTF-16 with its mark', Buffer.from('\ufeff{}', 'utf16le')],
  ['UTF-16 without its mark', Buffer.from('{}', 'utf16le')],
  ['Latin 1', Buffer.from('{ "clients": [{ "match": "Zürich" }] }', 'latin1')],
])('%s is refused, and the answer says what to do', async (_, content) => {
  const { code, stdout, stderr } = await checkWith(content);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: genesys-scopes\.json: .*UTF-8.*\n$/);
});

test('text that is no JSON is refused, with advice that is about a policy file', async () => {
  const { code, stdout, stderr } = await checkWith('unmatched = base');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: genesys-scopes\.json:1:1: is not JSON/);
  expect(stderr).not.toContain('terraform');
});

test('a byte order mark of UTF-8 is taken', async () => {
  expect(await checkWith(`\ufeff${JSON.stringify({ unmatched: 'ignore' })}`)).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['and ends well', `{"clients":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ['and is cut off', '['.repeat(200_000)],
  ['of objects', `${'{"clients":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
])('a file that is nested too deeply %s is refused', async (_, content) => {
  expect(await checkWith(content)).toEqual(refused(': is nested too deeply to be read'));
});

describe.each([
  '\u001b[31mred\u001b]52;c;aGk=\u0007',
  'new\nline\r\n::error::forged',
  '::error::forged',
  '\u202efdp.exe\u2028',
  '\u009b2J\u007f',
])('%j in a policy file stays text', (hostile) => {
  const key = JSON.stringify(hostile);
  test.each([
    ['as a key', `{ ${key}: 1 }`],
    ['as a key of an entry', entryOf(`${key}: 1, "ignore": "r"`)],
    ['as a rule', `{ "rules": { ${key}: "off" } }`],
    ['as a profile', entryOf(`"profile": ${key}`)],
    ['as a known scope', `{ "knownScopes": [${key}, ""] }`],
    ['as a catalogue', `{ "catalog": ${key} }`],
    ['as a day', acknowledgmentOf(`"rule": "excess-scope", "client": "x", "reason": "r", "until": ${key}`)],
  ])('%s', async (_, content) => {
    const { code, stdout, stderr } = await checkWith(content);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const line of stderr.trimEnd().split('\n')) {
      expect(line).toMatch(/^error: genesys-scopes\.json:\d+:\d+: /);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
    }
  });
});
