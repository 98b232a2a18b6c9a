import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_PROFILE_IDS, recommendedScopes, requiredScopes } from '../../lib/scopes';
import { type Platform, withPlatform } from '../platform/platform';
import { openInJsdom } from '../softphone/browsers';
import { tokenFor } from '../softphone/log-in';
import { SDK_NAME, softphoneSdk } from '../softphone/sdk';
import { agentPages, type Shift, workShift } from '../softphone/softphone';
import { terraformOrSkip } from '../terraform/binary';
import { type Terraform, withTerraformOn } from '../terraform/terraform';
import { checkOfState, type Judged, reviewOfPlan } from './gates';
import { type RawClient, type StackFiles, stackOfProfiles, stackOfRawClients } from './stacks';
import { type Row, tableOf } from './table';

jest.setTimeout(300_000);

const PAGE = join(__dirname, '../../docs/softphone.md');

/** A client from which one scope of its profile was taken. */
interface Robbed extends RawClient {
  readonly profile: (typeof CLIENT_PROFILE_IDS)[number];
  readonly without: string;
}

const ROBBED: readonly Robbed[] = CLIENT_PROFILE_IDS.flatMap((profile) => {
  const whole = [...requiredScopes(profile, 'platform'), ...recommendedScopes(profile, 'platform')];
  return whole.map((without) => ({
    id: `${profile}-without-${without.replace(':', '-')}`,
    profile,
    without,
    scopes: whole.filter((scope) => scope !== without),
  }));
});

/** Which profile each of them is, as a team writes it down. */
const POLICY = JSON.stringify({
  vocabulary: 'platform',
  clients: ROBBED.map(({ id, profile }) => ({ match: { name: id }, profile })),
});

/** From the stack to clients that exist, and what the gates said on the way. */
async function rollOut(
  terraform: Terraform,
  stack: StackFiles,
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly review: Judged; readonly state: Judged }> {
  const { write, plan, apply } = terraform;
  write(stack);
  expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
  const review = await reviewOfPlan(terraform, files);
  expect(await apply()).toMatchObject({ code: 0, errors: [] });
  return { review, state: await checkOfState(terraform, files) };
}

/** The shift of an agent with a token of the client of that name. */
async function shiftWith(platform: Platform, name: string): Promise<Shift> {
  const client = [...platform.clients.all.values()].find((each) => each.name === name);
  if (client === undefined) throw new Error(`there is no client ${name}`);
  const page = await openInJsdom(`${platform.url}/agent.html`);
  try {
    return await workShift(platform, page, await tokenFor(platform, client));
  } finally {
    await page.close();
  }
}

const sdk = softphoneSdk();

/** Without the SDK these tests are skipped, by name; in CI they fail. */
function withSoftphone(name: string, test: (text: string) => Promise<void>): void {
  const run = 'reason' in sdk && !process.env.CI ? it.skip : it;
  if ('reason' in sdk) process.stderr.write(`${process.env.CI ? 'failed' : 'skipped'}: ${name}: ${sdk.reason}\n`);
  run(name, async () => {
    if ('reason' in sdk) throw new Error(sdk.reason);
    await test(sdk.text);
  });
}

terraformOrSkip(`from TypeScript to a ringing softphone, with ${SDK_NAME}`, () => {
  withSoftphone('a client of every profile passes all gates, and its agents can work', async (text) => {
    await withPlatform({ pages: agentPages(text) }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        const { review, state } = await rollOut(terraform, stackOfProfiles(CLIENT_PROFILE_IDS));
        for (const judged of [review, state]) {
          expect(judged).toMatchObject({ code: 0, findings: [] });
          expect(judged.clients.map(({ verdict }) => verdict)).toEqual(CLIENT_PROFILE_IDS.map(() => 'pass'));
        }
        for (const profile of CLIENT_PROFILE_IDS) {
          expect(await shiftWith(platform, profile)).toEqual({
            isReady: true,
            hasChannel: true,
            actions: ALL_WELL,
            refused: [],
          });
        }
      }),
    );
  });

  withSoftphone('what is refused without a scope is what the review had named', async (text) => {
    const rows: Row[] = [];
    await withPlatform({ pages: agentPages(text) }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        const files = { 'genesys-scopes.json': POLICY };
        const { review, state } = await rollOut(terraform, stackOfRawClients(ROBBED), files);
        for (const { id, profile, without } of ROBBED) {
          const address = `genesyscloud_oauth_client.${id}`;
          const said = (judged: Judged) => judged.findings.filter((finding) => finding.id.split('/')[1] === address);
          const isRequired = requiredScopes(profile, 'platform').includes(without);
          const rule = isRequired ? 'missing-scope' : 'missing-recommended-scope';
          for (const judged of [review, state]) {
            expect(said(judged).map((finding) => finding.id)).toEqual([`${rule}/${address}/${without}`]);
          }
          const shift = await shiftWith(platform, id);
          expect(shift.refused.map(({ code }) => code)).toContain('app.not.authorized.for.scope');
          rows.push({ profile, without, severity: said(review)[0]?.severity ?? '', shift });
        }
        expect(review.code).toBe(1);
      }),
    );
    const page = tableOf(rows, SDK_NAME);
    if (process.env.UPDATE_FIXTURES) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  withSoftphone('where the organisation does not enforce scopes, nothing is refused', async (text) => {
    await withPlatform({ pages: agentPages(text), enforcesScopes: false }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        const { review } = await rollOut(terraform, stackOfRawClients([{ id: 'bare', scopes: [] }]));
        expect(review.code).toBe(1);
        expect(await shiftWith(platform, 'bare')).toMatchObject({ isReady: true, actions: ALL_WELL, refused: [] });
      }),
    );
  });
});

const ALL_WELL = {
  'log in': 'ok',
  'start a call': 'ok',
  "decline a colleague's call": 'ok',
  "decline a queue's call": 'ok',
  'list the queues': 'ok',
  'go on queue': 'ok',
  'set the presence': 'ok',
};
