import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HOST } from '../helpers/host';
import { type Installed, install, root } from './installed';

// What connects is in parts of the command line that nothing else loads: here all of them are, from the package as it is installed,
// and a server on this machine refuses what they ask.

jest.setTimeout(180_000);

let installed: Installed;
let server: Server;
let home: string;
const asked: string[] = [];

beforeAll(async () => {
  installed = install();
  home = installed.consumer('commonjs', 'connections', '');
  copyFileSync(join(root, 'examples/plans/create-missing.plan.json'), join(home, 'plan.json'));
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"no","code":"not.authorized"}');
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterAll(() => {
  server?.close();
  installed?.remove();
});

const TOKEN = { GENESYSCLOUD_ACCESS_TOKEN: 'T0KEN-of-nobody' };
const ID = { GENESYSCLOUD_OAUTHCLIENT_ID: 'a', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'b' };

test.each<[string, string, (at: string) => Record<string, string>, string, string]>([
  ['reads', 'catalog refresh --out c.json', () => TOKEN, 'GET /api/v2/oauth/scopes', 'answered 403'],
  ['logs in', 'catalog refresh --out c.json', () => ID, 'POST /oauth/token', 'answered 403'],
  ['goes through a proxy', 'audit --region eu-central-1', (at) => ({ ...TOKEN, HTTPS_PROXY: at }), 'CONNECT ', 'proxy'],
  [
    'comments on GitHub',
    'review plan.json --post github --pull-request 1',
    (at) => ({ GITHUB_API_URL: at, GITHUB_REPOSITORY: 'a/b', GITHUB_TOKEN: 'T0KEN' }),
    'GET /repos/a/b/',
    'not posted',
  ],
  [
    'comments on GitLab',
    'review plan.json --post gitlab',
    (at) => ({ CI_API_V4_URL: at, CI_PROJECT_ID: '1', CI_MERGE_REQUEST_IID: '1', GITLAB_TOKEN: 'T0KEN' }),
    'GET /user',
    'not posted',
  ],
])('what %s is in the package', async (_, command, envOf, request, says) => {
  asked.length = 0;
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const program = join(installed.project, '../node_modules', HOST.package, 'bin/genesys-scopes.js');
  const args = [program, ...command.split(' '), ...(/catalog/.test(command) ? ['--api-url', at] : [])];
  const env = { PATH: process.env.PATH, ...envOf(at) };
  const { code, output } = await new Promise<{ code: unknown; output: string }>((done) => {
    execFile(process.execPath, args, { cwd: home, env }, (error, stdout, stderr) =>
      done({ code: error?.code, output: stdout + stderr }),
    );
  });
  expect({ code, output }).toEqual({ code: expect.any(Number), output: expect.stringContaining(says) });
  expect(output).not.toContain('has a defect');
  expect(asked).toContainEqual(expect.stringContaining(request));
});
