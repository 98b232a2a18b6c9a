import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAUSES, type Cause } from '../../lib/operations';
import { cli, inFolder } from '../cli/run-cli';

const PAGE = join(__dirname, '../../docs/diagnose.md');
const FIXTURES = join(__dirname, 'fixtures');

/** What shows each failure best; of some there are several forms. */
const EXAMPLES: Readonly<Record<Cause | 'unclear', readonly string[]>> = {
  'scope-missing': [
    'written/held-scopes.har',
    'recorded/migration-names.har',
    'recorded/without-conversations.sdk.log',
  ],
  'permission-missing': ['recorded/missing-permission.har'],
  division: ['recorded/missing-division.har'],
  'organisation-policy': ['recorded/organisation-policy.har'],
  'ip-not-allowed': ['recorded/ip-not-allowed.har'],
  'bad-token': ['recorded/expired-token.har', 'recorded/revoked-before-channel.sdk.log'],
  'no-token': ['written/no-token.har'],
  'wrong-grant': ['recorded/wrong-grant.har'],
  'client-not-approved': ['written/client-not-approved.har'],
  'rate-limit': ['recorded/rate-limit.har'],
  'topic-forbidden': ['recorded/topic-forbidden.har'],
  'topic-cap': ['written/topic-cap.har', 'written/topics-dropped.sdk.log'],
  'channel-cap': ['written/channel-taken.sdk.log'],
  'no-station': ['recorded/no-station.har', 'recorded/no-station.console.log'],
  station: ['written/station-broken.har'],
  'jwt-for-access-token': ['recorded/jwt.console.log'],
  'unknown-scope-name': ['written/unknown-scope-name.har'],
  'client-settings': ['written/client-settings.har'],
  network: ['recorded/upgrade-403.har', 'recorded/proxy-in-front.har'],
  server: ['recorded/server-error.har'],
  refused: ['written/refused.har'],
  unclear: ['written/status-only.console.log', 'recorded/migration-names.console.log'],
};

const INTRODUCTION = `# What a failure was

This page is written by a test (\`test/diagnose/docs.test.ts\`), which runs the command on recordings. Most of them
(\`test/diagnose/fixtures/recorded\`) are what a browser and the genuine softphone SDK left when they met a stand-in for Genesys
Cloud that refuses what the published scopes do not cover; a few are written by hand in the published form
(\`fixtures/written\`). No live organisation was called. Of a HAR the part is shown that decides, without what is beside it.

The code in the body of an answer decides. The SDK reports a missing scope and an expired token by the same type of error, and
its console shows no bodies: record a HAR.

A missing scope is never a 403 on the WebSocket: the calls before it are refused, and the socket is not even tried.
`;

function titleOf(cause: Cause | 'unclear'): string {
  return cause === 'unclear'
    ? 'The evidence does not say'
    : CAUSES[cause].title.charAt(0).toUpperCase() + CAUSES[cause].title.slice(1);
}

async function pageOf(): Promise<string> {
  const sections: string[] = [];
  for (const [cause, files] of Object.entries(EXAMPLES) as [Cause | 'unclear', readonly string[]][]) {
    const examples: string[] = [];
    for (const file of files) examples.push(await exampleOf(file, cause));
    sections.push(`## \`${cause}\`\n\n${titleOf(cause)}.\n\n${examples.join('\n')}`);
  }
  return [INTRODUCTION, ...sections].join('\n');
}

async function exampleOf(path: string, cause: string): Promise<string> {
  const text = readFileSync(join(FIXTURES, path), 'utf8');
  const name = path.split('/')[1] ?? '';
  return await inFolder({ [name]: text }, async () => {
    const { stdout, code } = await cli(['diagnose', name]);
    const { verdicts } = JSON.parse((await cli(['diagnose', name, '--format', 'json'])).stdout);
    const causes = verdicts.map((verdict: { cause: string | null }) => verdict.cause ?? 'unclear');
    if (!causes.includes(cause)) throw new Error(`${path} shows ${causes.join(', ')}, and not ${cause}`);
    const places = verdicts.map((verdict: { location: { file: string; line: number | null } }) => verdict.location);
    const excerpt = name.endsWith('.har') ? harExcerpt(text, places) : logExcerpt(text, places);
    return `${excerpt}\n\`\`\`console\n$ genesys-scopes diagnose ${name}\n${stdout}\`\`\`\n\n(exit code ${code})\n`;
  });
}

interface Place {
  readonly file: string;
  readonly line: number | null;
}

const MOST = 240;

function cut(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function logExcerpt(text: string, places: readonly Place[]): string {
  const lines = text.split('\n');
  const shown = places.map(({ line }) => cut(lines[(line ?? 1) - 1] ?? ''));
  return `\`\`\`text\n${shown.join('\n')}\n\`\`\`\n`;
}

function harExcerpt(text: string, places: readonly Place[]): string {
  const { entries } = JSON.parse(text).log;
  const shown = places.map(({ file }) => {
    const index = Number(/\[(\d+)\]$/.exec(file)?.[1]);
    const { request, response, _webSocketMessages: messages } = entries[index];
    const failure = response._failureText ?? response._error;
    return [
      `entries[${index}]: ${request.method} ${new URL(request.url).pathname} → ${response.status}`,
      ...(failure === undefined ? [] : [`  ${failure}`]),
      ...(response.content.text === undefined ? [] : [`  ${cut(response.content.text)}`]),
      ...(messages === undefined ? [] : [`  ${messages.length} messages`]),
    ].join('\n');
  });
  return `\`\`\`text\n${shown.join('\n')}\n\`\`\`\n`;
}

test('the page shows what the command says of each cause', async () => {
  const page = await pageOf();
  if (process.env.UPDATE_FIXTURES) writeFileSync(PAGE, page);
  expect(Object.keys(EXAMPLES)).toEqual([...Object.keys(CAUSES), 'unclear']);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
}, 60_000);

test('every fixture that was written by hand is shown', () => {
  const shown = Object.values(EXAMPLES).flat();
  expect(readdirSync(join(FIXTURES, 'written')).filter((name) => !shown.includes(`written/${name}`))).toEqual([]);
});
