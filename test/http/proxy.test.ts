import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { HURRIED_MAIN, type Outcome } from '../cli/run-cli';

jest.setTimeout(60_000);

const T0KEN = 'T0KEN-that-nobody-may-see';
const PASSWORD = 'PASSW0RD';

const folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-http-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A platform behind a certificate that nobody knows, and a proxy in front of it. */
async function behindProxy(
  refusal: number | undefined,
  use: (way: { port: number; proxy: number; connected: string[]; seen: string[]; ca: string }) => Promise<void>,
): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, cert);
  const [connected, seen]: [string[], string[]] = [[], []];
  const platform = createServer({ key, cert }, ({ url, headers }, response) => {
    seen.push(`${url} ${headers.authorization}`);
    const OAuthClient = { id: 'c', name: 'Chat', authorizedGrantType: 'CODE' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ authorizedScope: ['analytics'], OAuthClient }));
  }).listen(0);
  const proxy = createProxy().listen(0, '127.0.0.1');
  proxy.on('connect', ({ url = '' }, socket, head) => {
    connected.push(url);
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const onward = connect((platform.address() as AddressInfo).port, 'localhost', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await Promise.all([once(platform, 'listening'), once(proxy, 'listening')]);
  const [port, proxyPort] = [platform, proxy].map((server) => (server.address() as AddressInfo).port) as [
    number,
    number,
  ];
  try {
    await use({ port, proxy: proxyPort, connected, seen, ca });
  } finally {
    for (const server of [platform, proxy]) {
      server.closeAllConnections();
      server.close();
    }
  }
}

async function ask(port: number, env: Record<string, string>): Promise<Outcome> {
  const { HTTPS_PROXY: _, https_proxy: __, HTTP_PROXY: ___, http_proxy: ____, NO_PROXY: _____, ...own } = process.env;
  const child = spawn(process.execPath, [...HURRIED_MAIN, 'token', '--api-url', `https://localhost:${port}`], {
    env: { ...own, GENESYSCLOUD_ACCESS_TOKEN: T0KEN, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk) => stdout.push(String(chunk)));
  child.stderr.on('data', (chunk) => stderr.push(String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  const outcome = { code, stdout: stdout.join(''), stderr: stderr.join('').replaceAll(String(port), 'PORT') };
  for (const secret of [T0KEN, PASSWORD]) expect(outcome.stdout + outcome.stderr).not.toContain(secret);
  return outcome;
}

test('a proxy that the environment names is gone through, to a platform of an own CA, and sees no token', () =>
  behindProxy(undefined, async ({ port, proxy, connected, seen, ca }) => {
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}`, NODE_EXTRA_CA_CERTS: ca };
    const { code, stdout } = await ask(port, env);
    expect({ code, connected, seen: seen[0] }).toEqual({
      code: 1,
      connected: expect.arrayContaining([`localhost:${port}`]),
      seen: `/api/v2/tokens/me Bearer ${T0KEN}`,
    });
    expect(stdout).toContain('holds         analytics\n');
  }));

test('a host that NO_PROXY names is reached without it', () =>
  behindProxy(407, async ({ port, proxy, connected, ca }) => {
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}`, NO_PROXY: 'localhost', NODE_EXTRA_CA_CERTS: ca };
    expect({ code: (await ask(port, env)).code, connected }).toEqual({ code: 1, connected: [] });
  }));

test('an unknown CA is refused, and what to do is said', () =>
  behindProxy(undefined, async ({ port, seen }) => {
    const { code, stderr } = await ask(port, {});
    expect({ code, seen, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
      code: 3,
      seen: [],
      last: 'error: localhost:PORT: cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT). Where an own CA signs what comes in, name its certificate in NODE_EXTRA_CA_CERTS.',
    });
  }));

test.each([
  [
    'that wants a password',
    (proxy: number) => `http://user:${PASSWORD}@127.0.0.1:${proxy}`,
    'the proxy in between answered 407',
  ],
  ['whose address is wrong', () => `http://user:${PASSWORD}@:::`, 'the address in HTTPS_PROXY or its like is wrong'],
])('a proxy %s is told, and its password is not', (_, address, reason) =>
  behindProxy(407, async ({ port, proxy, ca }) => {
    const { code, stderr } = await ask(port, { HTTPS_PROXY: address(proxy), NODE_EXTRA_CA_CERTS: ca });
    expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
      code: 3,
      last: `error: localhost:PORT: cannot be reached (${reason})`,
    });
  }),
);

test('a proxy that hangs up keeps nobody from coming to an end', async () => {
  const proxy = createProxy().listen(0, '127.0.0.1');
  proxy.on('connect', (_, socket) => socket.destroy());
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const { code, stderr } = await ask(9, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
  proxy.close();
  expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
    code: 3,
    last: expect.stringMatching(/^error: localhost:PORT: cannot be reached \(.+\)$/),
  });
});
