import { readFileSync } from 'node:fs';
import { type ActionJob, LACKING, PROJECT, startJob } from './jobs';

jest.setTimeout(60_000);

const SYNTH = {
  terraform: { required_providers: { genesyscloud: { source: 'mypurecloud/genesyscloud' } } },
  resource: { genesyscloud_oauth_client: { zendesk_chat: { name: 'chat', scopes: ['routing:user'] } } },
};
const MAP = { v: 1, clients: { 'genesyscloud_oauth_client.zendesk_chat': 'src/chat, voice.ts:12:3' } };

let job: ActionJob;
beforeAll(() => {
  const files = {
    'plan.json': LACKING,
    'cdk.tf.json': JSON.stringify(SYNTH),
    'genesys-scopes.map.json': JSON.stringify(MAP),
  };
  const below = Object.fromEntries(Object.entries(files).map(([path, text]) => [`stacks/my voice/${path}`, text]));
  job = startJob({ job: { ...PROJECT, ...files, ...below } });
});
afterAll(() => job.remove());

async function placesOf(inputs: Readonly<Record<string, string>>) {
  const { log, outputs } = await job.run(inputs);
  const { runs } = JSON.parse(readFileSync(outputs['sarif-path'] ?? '', 'utf8'));
  const [result] = runs[0].results;
  return {
    annotation: /^::error file=(.*?),title=missing-scope::/m.exec(log)?.[1],
    uri: result.locations[0].physicalLocation.artifactLocation.uri,
    category: runs[0].automationDetails.id,
  };
}

test('places are told from the root of the checkout, as GitHub looks for them', async () => {
  expect(await placesOf({})).toEqual({
    annotation: 'src/chat%2C voice.ts,line=12,col=3',
    uri: 'src/chat%2C%20voice.ts',
    category: 'genesys-scopes/review/',
  });
  expect(await placesOf({ 'working-directory': 'stacks/my voice', 'comment-key': 'stacks/voice' })).toEqual({
    annotation: 'stacks/my voice/src/chat%2C voice.ts,line=12,col=3',
    uri: 'stacks/my%20voice/src/chat%2C%20voice.ts',
    category: 'genesys-scopes/stacks/voice/',
  });
});

test('what the command says cannot speak to the runner', async () => {
  const { log } = await job.run({ baseline: '##[error]none\n::error::none' });
  expect(log.match(/##\[|^\s*::.*/gm)).toEqual([
    expect.stringMatching(/^::error title=genesys-scopes::error: .*cannot be read \(ENOENT\)$/),
  ]);
});
