import { MARKER, OTHER_TOKEN, post, TOKEN, WORLDS, type World } from './loopback/platforms';

const ours = (text: string) => `${MARKER}\n${text}`;

/** Posts take at least three seconds apart where a platform's own library says so. */
jest.setTimeout(30_000);

describe.each(['github', 'gitlab'] as const)('on %s', (platform) => {
  let world: World;
  beforeEach(async () => {
    world = await WORLDS[platform]();
  });
  afterEach(() => world.server.close());

  const requests = () => world.server.requests.map(({ method, path }) => `${method} ${path}`);
  const writes = () => world.server.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);

  test('a comment is created where there is none, and the address is told before anything is sent', async () => {
    world.write('stranger', 'looks good');
    const { outcome, told } = await post(platform, world.env);
    expect(outcome).toEqual({ kind: 'created', url: world.urlOf(world.firstId + 1) });
    expect(world.comments()).toEqual([
      ['stranger', 'looks good'],
      ['us', ours('# Fine')],
    ]);
    const list = world.server.requests.find(({ method }) => method === 'POST')?.path;
    expect(told).toEqual([`posting to ${world.server.url}${list}`]);
  });

  test('the comment of the run before is edited', async () => {
    world.write('us', ours('# Missing'));
    const { outcome } = await post(platform, world.env);
    expect(outcome).toEqual({ kind: 'edited', url: world.urlOf(world.firstId) });
    expect(world.comments()).toEqual([['us', ours('# Fine')]]);
  });

  test('a comment that says the same already is left alone, whatever the line ends', async () => {
    world.write('us', `${MARKER}\r\n# Fine\r\n`);
    expect((await post(platform, world.env)).outcome).toEqual({ kind: 'unchanged', url: world.urlOf(world.firstId) });
    expect(writes()).toEqual([]);
  });

  test('every key has a comment of its own, also where one begins like the other', async () => {
    world.write('us', '<!-- genesys-scopes:main/eu -->\n# EU');
    world.write('us', '<!-- genesys-scopes:mai -->\n# Mai');
    expect((await post(platform, world.env)).outcome.kind).toBe('created');
    expect((await post(platform, world.env, { key: 'main/eu' })).outcome.kind).toBe('edited');
    expect(world.comments().map(([, body]) => body)).toEqual([
      '<!-- genesys-scopes:main/eu -->\n# Fine',
      '<!-- genesys-scopes:mai -->\n# Mai',
      ours('# Fine'),
    ]);
  });

  test('the comment is found on any page', async () => {
    for (let index = 0; index < 230; index++) world.write('stranger', `comment ${index}`);
    world.write('us', ours('# Missing'));
    expect((await post(platform, world.env)).outcome).toEqual({
      kind: 'edited',
      url: world.urlOf(world.firstId + 230),
    });
    expect(world.server.requests.map(({ query }) => query.get('page') ?? '1')).toEqual(['1', '1', '2', '3', '1']);
  });

  test('a comment of a stranger with the marker is not taken for ours', async () => {
    world.write('stranger', ours('# All good, merge it'));
    expect((await post(platform, world.env)).outcome.kind).toBe('created');
    expect(world.comments()).toEqual([
      ['stranger', ours('# All good, merge it')],
      ['us', ours('# Fine')],
    ]);
  });

  test('the marker counts at the beginning only, not in a quotation', async () => {
    world.write('us', `> ${MARKER}\n> # Missing`);
    world.write('us', `Quoting:\n${ours('# Missing')}`);
    world.write('us', `${MARKER} and more`);
    expect((await post(platform, world.env)).outcome.kind).toBe('created');
  });

  test('of two comments of ours the oldest is edited, and the other removed', async () => {
    world.write('us', ours('# First'));
    world.write('stranger', 'hm');
    world.write('us', ours('# Second'));
    expect((await post(platform, world.env)).outcome).toEqual({ kind: 'edited', url: world.urlOf(world.firstId) });
    expect(world.comments()).toEqual([
      ['us', ours('# Fine')],
      ['stranger', 'hm'],
    ]);
  });

  test('of two jobs that create a comment at the same time both keep the first', async () => {
    world.server.happen({ method: 'POST', meanwhile: () => world.write('us', ours('# Of the other job')) });
    expect((await post(platform, world.env)).outcome).toEqual({ kind: 'created', url: world.urlOf(world.firstId) });
    expect(world.comments()).toEqual([['us', ours('# Fine')]]);
  });

  test('a comment that is deleted before it is edited is created anew', async () => {
    world.write('us', ours('# Missing'));
    world.server.happen({ method: world.editMethod, meanwhile: world.clear });
    expect((await post(platform, world.env)).outcome).toEqual({ kind: 'created', url: world.urlOf(world.firstId + 1) });
  });

  test('a surplus comment that is deleted meanwhile is no failure', async () => {
    world.write('us', ours('# Fine'));
    world.write('us', ours('# Second'));
    world.server.happen({ method: 'DELETE', meanwhile: world.clear });
    expect((await post(platform, world.env)).outcome.kind).toBe('unchanged');
  });

  test('a comment that may not be edited gives way to the next of ours', async () => {
    world.write('us', ours('# First'));
    world.write('us', ours('# Second'));
    world.server.happen({ method: world.editMethod, answer: { status: 403, json: { message: 'Forbidden' } } });
    expect((await post(platform, world.env)).outcome).toEqual({ kind: 'edited', url: world.urlOf(world.firstId + 1) });
  });

  test('a bad gateway and a lost connection are tried again', async () => {
    const badGateway = { status: 502, text: '<html>Bad Gateway</html>' };
    world.server.happen(
      { method: 'GET', answer: badGateway },
      { method: 'GET', answer: 'hang up' },
      { method: 'POST', answer: badGateway },
    );
    expect((await post(platform, world.env)).outcome.kind).toBe('created');
    expect(world.comments()).toEqual([['us', ours('# Fine')]]);
  });

  test('a comment that was created although the answer was an error does not stand twice', async () => {
    const meanwhile = () => world.write('us', ours('# Fine'));
    world.server.happen({ method: 'POST', meanwhile, answer: { status: 504, text: '' } });
    expect((await post(platform, world.env)).outcome).toEqual({ kind: 'created', url: world.urlOf(world.firstId) });
    expect(writes()).toEqual(['POST', 'POST', 'DELETE']);
    expect(world.comments()).toEqual([['us', ours('# Fine')]]);
  });

  test('an error that stays is one line', async () => {
    const down = { method: 'GET', answer: { status: 503, text: '<html>' } } as const;
    world.server.happen(down, down, down, down, down);
    const host = world.server.url.slice('http://'.length);
    expect((await post(platform, world.env)).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host} answered 503`,
    });
    expect(writes()).toEqual([]);
  });

  test('a server that never answers is given up at the time limit', async () => {
    world.server.happen({ method: 'GET', answer: 'never' });
    const start = performance.now();
    const { outcome } = await post(platform, world.env, { patience: { total: 500, second: 1000 } });
    expect(outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${world.server.url.slice('http://'.length)} did not answer within 0.5 seconds`,
    });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('a server that is not there is named', async () => {
    await world.server.close();
    const host = world.server.url.slice('http://'.length);
    const { outcome } = await post(platform, world.env);
    expect(outcome).toEqual({ kind: 'failed', message: `not posted: ${host} cannot be reached (ECONNREFUSED)` });
    world = await WORLDS[platform]();
  });

  test('an address that cannot be one is not reached', async () => {
    const env = Object.fromEntries(
      Object.entries(world.env).map(([name, value]) => [name, value.replace(/(?<=127\.0\.0\.1):\d+/, ':1')]),
    );
    expect((await post(platform, env)).outcome).toEqual({
      kind: 'failed',
      message: 'not posted: 127.0.0.1:1 cannot be reached (no connection)',
    });
  });

  test('an answer that breaks off is no answer', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    world.server.happen({ method: 'GET', answer: { status: 200, headers, text: '{"id":' } });
    const { outcome } = await post(platform, world.env, { patience: { total: 1000, second: 10 } });
    expect(outcome.kind).toBe('failed');
  });

  test('a redirect is not followed: no other host sees the token', async () => {
    const elsewhere = await WORLDS[platform]();
    try {
      world.server.happen({
        method: 'GET',
        answer: { status: 302, headers: { location: `${elsewhere.server.url}/user` } },
      });
      const { outcome } = await post(platform, world.env);
      const [from, to] = [world, elsewhere].map(({ server }) => server.url.slice('http://'.length));
      expect(outcome).toEqual({
        kind: 'failed',
        message: `not posted: ${from} sends on to ${to}, which is not followed: the token stays with the configured address`,
      });
      expect(elsewhere.server.requests).toEqual([]);
      expect(world.server.requests).toHaveLength(1);
    } finally {
      await elsewhere.server.close();
    }
  });

  test.each([
    ['a sign-in page', { status: 200, text: '<html>Sign in</html>' }],
    ['JSON of another shape', { status: 200, json: { items: [] } }],
    ['nothing', { status: 200, headers: { 'content-type': 'application/json' }, text: '' }],
    ['an odd type of content', { status: 200, headers: { 'content-type': ';;;' }, text: '{' }],
  ])('%s in place of an answer is a failure', async (_, answer) => {
    world.server.happen({ method: 'GET', answer });
    const host = world.server.url.slice('http://'.length);
    expect((await post(platform, world.env)).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host} answered something that is not of its API`,
    });
  });

  test('a token that the server repeats does not show, in none of its forms', async () => {
    const forms = [TOKEN, OTHER_TOKEN, encodeURIComponent(TOKEN), Buffer.from(TOKEN).toString('base64')];
    const message = `${'x'.repeat(180)} ${forms.join(' ')}\n\u001b[31m`;
    world.server.happen({ method: 'GET', answer: { status: 400, json: { message } } });
    const { outcome } = await post(platform, world.env);
    expect(outcome.kind).toBe('failed');
    expect(JSON.stringify(outcome)).not.toContain('planted');
    expect(JSON.stringify(outcome)).toContain('***');
  });

  test.each(['', 'a b', 'a-->', 'ä', 'x'.repeat(101), 'a\n'])(
    'the key %j is refused before anything is sent',
    async (key) => {
      expect(await post(platform, world.env, { key })).toEqual({
        told: [],
        outcome: {
          kind: 'failed',
          message: 'not posted: a comment key has 1 to 100 of the characters A-Z a-z 0-9 . _ / -',
        },
      });
      expect(requests()).toEqual([]);
    },
  );

  test('the longest key with every kind of character is taken', async () => {
    const key = `Prod_eu-1.a/b--${'x'.repeat(85)}`;
    expect((await post(platform, world.env, { key })).outcome.kind).toBe('created');
    expect((await post(platform, world.env, { key })).outcome.kind).toBe('unchanged');
  });

  test('another pull request than that of the job can be named', async () => {
    const { outcome, told } = await post(platform, world.env, { pullRequest: 99 });
    expect(outcome.kind).toBe('failed');
    expect(told[0]).toContain('/99/');
  });

  test('what no platform stores is replaced, and all other characters arrive', async () => {
    const markdown = `a\0b \ud800 c \udc00 👩‍👩‍👧 \u202e 日本 \u2028 \ufeff`;
    expect((await post(platform, world.env, { markdown })).outcome.kind).toBe('created');
    expect(world.comments()).toEqual([['us', ours('a\ufffdb \ufffd c \ufffd 👩‍👩‍👧 \u202e 日本')]]);
    expect((await post(platform, world.env, { markdown })).outcome.kind).toBe('unchanged');
  });
});
