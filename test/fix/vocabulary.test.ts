import fc from 'fast-check';
import { PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import { client, fixed, WHOLE } from './run-fix';

const ALL = [...WHOLE, 'interaction:write', 'digital:read'];
const PLATFORM_NAMES = [...PLATFORM_BASE_SCOPES, 'conversations:readonly', 'stations:readonly', 'presence'];
const OTHERS = ['analytics:readonly', 'organization', 'brand-new'];

describe('--to', () => {
  test('platform replaces the names of all capabilities, also of those that the profile has not', async () => {
    const given = { 'main.tf': client('a', ALL) };
    const first = await fixed(given, '--to', 'platform', '--write');
    expect(first).toMatchObject({ code: 0, files: { 'main.tf': client('a', PLATFORM_BASE_SCOPES) } });
    expect(await fixed(first.files, '--to', 'platform', '--write')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'nothing to change\n',
      files: first.files,
    });
  });

  test('migration replaces every published name by which the profile is spelled', async () => {
    const { code, files } = await fixed(
      { 'main.tf': client('a', [...PLATFORM_NAMES, 'analytics:readonly']) },
      '--to',
      'migration',
      '--write',
    );
    expect({ code, file: files['main.tf'] }).toEqual({
      code: 0,
      file: client('a', [...WHOLE, 'analytics:readonly']),
    });
  });

  test('platform gives a client of no profile just what its names stand for, and migration leaves it its published ones', async () => {
    const job = { 'main.tf': client('job', ['interaction:read', 'users'], 'CLIENT-CREDENTIALS') };
    const platform = await fixed(job, '--to', 'platform', '--write');
    expect(platform).toMatchObject({
      code: 0,
      files: { 'main.tf': client('job', ['conversations:readonly', 'users'], 'CLIENT-CREDENTIALS') },
    });
    expect(await fixed(platform.files, '--to', 'migration', '--write')).toMatchObject({
      code: 0,
      stderr: 'nothing to change\n',
      files: platform.files,
    });
  });

  test('platform takes what is too much over as what it is, and a misspelt name only where it is needed', async () => {
    const policy = { 'genesys-scopes.json': JSON.stringify({ clients: [{ match: '*.a', scopes: ['users'] }] }) };
    const right = await fixed(
      { 'main.tf': client('a', ['users', 'digital:read']), ...policy },
      '--to',
      'platform',
      '--write',
    );
    expect(right).toMatchObject({ code: 0, files: { 'main.tf': client('a', ['users', 'conversations']) } });
    const given = { 'main.tf': client('a', ['users', 'digital:raed']), ...policy };
    const { code, files, stderr } = await fixed(given, '--to', 'platform', '--write');
    expect({ code, files, stderr }).toEqual({
      code: 1,
      files: given,
      stderr:
        'main.tf:5:27: not changed: genesyscloud_oauth_client.a: add "conversations", take out "digital:raed"; but then it ' +
        'holds "conversations", which profile "scopes of *.a" neither needs nor allows; --remove-excess ' +
        'takes the name out instead\n',
    });
  });

  test.each<[string, object]>([
    ['asks for it', { match: '*.a', profile: 'agent', scopes: ['digital:read'] }],
    ['allows it', { match: '*.a', profile: 'agent', allowedScopes: ['digital:read'] }],
  ])('platform says which name it keeps because the policy %s, and ends in 1', async (_, entry) => {
    const given = {
      'main.tf': client('a', [...WHOLE, 'digital:read']),
      'genesys-scopes.json': JSON.stringify({ clients: [entry] }),
    };
    const first = await fixed(given, '--to', 'platform', '--write');
    const again = await fixed(first.files, '--to', 'platform', '--write');
    for (const { code, stderr, files } of [first, again]) {
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining('it keeps "digital:read": the policy'),
      });
      expect(files['main.tf']).not.toMatch(/webphone:use|interaction:read|routing:user/);
    }
    expect(again.files).toEqual(first.files);
  });

  test('platform says of a client that the policy leaves out that it keeps its names', async () => {
    const given = {
      'main.tf': client('a', WHOLE),
      'genesys-scopes.json': JSON.stringify({ clients: [{ match: '*.a', ignore: 'the telephony team has it' }] }),
    };
    expect(await fixed(given, '--to', 'platform', '--write')).toMatchObject({
      code: 0,
      files: given,
      stderr:
        'main.tf:5:27: not changed: genesyscloud_oauth_client.a: it is left out of the check (the telephony team has it)\n',
    });
  });

  test.each(['platform', 'migration'] as const)(
    '%s leaves no name of the other vocabulary, or says which and ends in 1; a second run changes nothing',
    async (to) => {
      const [gone, seen] = [to === 'platform' ? ALL : PLATFORM_NAMES, { left: 0, replaced: 0 }];
      const lists = fc.uniqueArray(fc.constantFrom(...ALL, ...PLATFORM_NAMES, ...OTHERS, 'interaction:wirte', 'Users'));
      const profiles = fc.constantFrom(
        undefined,
        { profile: 'agent' },
        { profile: 'chat-agent' },
        { profile: 'agent', scopes: ['digital:read'] },
        { profile: 'agent', vocabulary: 'migration' },
        ...(to === 'platform' ? [{ scopes: ['users'] }] : []),
      );
      await fc.assert(
        fc.asyncProperty(lists, profiles, async (scopes, asked) => {
          const clients = asked === undefined ? [] : [{ match: '**', ...asked }];
          const given = { 'main.tf': client('a', scopes), 'genesys-scopes.json': JSON.stringify({ clients }) };
          const first = await fixed(given, '--to', to, '--write');
          const left = gone.filter((name) => first.files['main.tf']?.includes(`"${name}"`));
          expect(left.length === 0 || (first.code === 1 && first.stderr.includes('not changed'))).toBe(true);
          if (asked === undefined) expect(left).toEqual([]);
          const again = await fixed(first.files, '--to', to, '--write');
          expect({ files: again.files, code: again.code }).toEqual({ files: first.files, code: first.code });
          seen.left += Math.min(left.length, 1);
          if (left.length === 0 && gone.some((name) => scopes.includes(name))) seen.replaced += 1;
        }),
        { numRuns: Number(process.env.RUNS ?? 150) },
      );
      expect(
        Object.entries(seen).filter(([name, count]) => count === 0 && !(name === 'left' && to === 'migration')),
      ).toEqual([]);
    },
  );
});
