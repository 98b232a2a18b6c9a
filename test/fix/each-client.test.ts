import { PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import { client, fixed, WHOLE } from './run-fix';

const policy = (...clients: readonly object[]) => ({ 'genesys-scopes.json': JSON.stringify({ clients }) });
const AGENT = { match: '*.a', profile: 'agent' };
const LACKING = PLATFORM_BASE_SCOPES.slice(0, -1);

/** A client with a misspelt name that its profile does not need, and in a folder of its own one that lacks a scope. */
const TWO = {
  'a/main.tf': client('a', [...WHOLE, 'interaction:wirte']),
  'b/main.tf': client('b', LACKING),
  ...policy(AGENT),
};

describe('the trouble of one client', () => {
  test('keeps no other client from being mended, and is told for what it is', async () => {
    const { code, files, stderr } = await fixed(TWO, '--write');
    expect(files).toEqual({ ...TWO, 'b/main.tf': client('b', PLATFORM_BASE_SCOPES) });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'changed: genesyscloud_oauth_client.b: add "routing:readonly"\n' +
        'a/main.tf:5:27: not changed: genesyscloud_oauth_client.a: write "interaction:write" for "interaction:wirte"; but ' +
        'then it holds "interaction:write", which profile "agent" neither needs nor allows; --remove-excess takes the name ' +
        'out instead\n',
    });
  });

  test('keeps nothing else in its own list from being mended', async () => {
    const given = {
      'main.tf': client('a', ['webphone:use', 'interaction:raed', 'interaction:wirte']),
      ...policy(AGENT),
    };
    const { code, files, stderr } = await fixed(given, '--write');
    expect(files['main.tf']).toBe(
      client('a', ['webphone:use', 'interaction:read', 'interaction:wirte', 'routing:user']),
    );
    expect({ code, left: stderr.match(/not changed/g)?.length }).toEqual({ code: 1, left: 1 });
  });

  test.each<[string, readonly string[], object]>([
    ['nobody named a profile', [], {}],
    ['the policy allows the name', [], policy({ ...AGENT, allowedScopes: ['interaction:write'] })],
    [
      'nobody minds what is too much',
      [],
      { 'genesys-scopes.json': JSON.stringify({ clients: [AGENT], rules: { 'excess-scope': 'off' } }) },
    ],
    [
      'somebody accepts that it is too much',
      [],
      {
        'genesys-scopes.json': JSON.stringify({
          clients: [AGENT],
          acknowledge: [{ rule: 'excess-scope', client: '*.a', subject: 'interaction:write', reason: 'for the pilot' }],
        }),
      },
    ],
  ])('is none where %s: the spelling is corrected', async (_, args, said) => {
    const given = { 'main.tf': client('a', [...WHOLE, 'interaction:wirte']), ...said };
    const { code, files } = await fixed(given, '--write', ...args);
    expect({ code, file: files['main.tf'] }).toEqual({
      code: 0,
      file: client('a', [...WHOLE, 'interaction:write']),
    });
  });

  test('is over with --remove-excess, which takes the misspelt name out', async () => {
    const { code, files } = await fixed(TWO, '--write', '--remove-excess');
    expect({ code, files }).toEqual({
      code: 0,
      files: { ...TWO, 'a/main.tf': client('a', WHOLE), 'b/main.tf': client('b', PLATFORM_BASE_SCOPES) },
    });
  });
});

describe('of clients that share a list', () => {
  const shared = (scopes: readonly string[]) => `locals {\n  scopes = ${JSON.stringify(scopes)}\n}\n`;

  test('those with which another would be wrong are left, and clients with other lists are mended', async () => {
    const given = {
      'shared/main.tf': shared(['webphone:use']) + client('chat', 'local.scopes') + client('voice', 'local.scopes'),
      'fine/main.tf': shared(['webphone:use']) + client('chat', 'local.scopes'),
      'own/main.tf': client('own', LACKING),
      ...policy({ match: '*.chat', profile: 'agent' }, { match: '*.voice', scopes: ['webphone:use'] }),
    };
    const { code, files, stderr } = await fixed(given, '--write');
    expect(files).toEqual({
      ...given,
      'fine/main.tf': given['fine/main.tf'].replace(
        '"webphone:use"',
        '"webphone:use", "interaction:read", "routing:user"',
      ),
      'own/main.tf': client('own', PLATFORM_BASE_SCOPES),
    });
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => line.includes('not changed'))).toEqual([
      'shared/main.tf:2:12: not changed: genesyscloud_oauth_client.chat: add "interaction:read", "routing:user"; but what ' +
        'its list needs would be wrong for others that use the list',
    ]);
  });

  test('one is found out also where the list of the other cannot be followed to where it is written', async () => {
    const voice = { name: 'voice', authorized_grant_type: 'CODE', scopes: '${distinct(local.scopes)}' };
    const given = {
      'main.tf': shared(['webphone:use']) + client('chat', 'local.scopes'),
      'voice.tf.json': JSON.stringify({ resource: { genesyscloud_oauth_client: { voice } } }),
      'own/main.tf': client('own', LACKING),
      'more/main.tf': client('more', LACKING),
      ...policy({ match: '*.chat', profile: 'agent' }, { match: '*.voice', scopes: ['webphone:use'] }),
    };
    const { code, files, stderr } = await fixed(given, '--write');
    expect({ code, files }).toEqual({
      code: 1,
      files: {
        ...given,
        'own/main.tf': client('own', PLATFORM_BASE_SCOPES),
        'more/main.tf': client('more', PLATFORM_BASE_SCOPES),
      },
    });
    expect(stderr).toContain(
      'genesyscloud_oauth_client.chat: add "interaction:read", "routing:user"; but what its list',
    );
  });
});
