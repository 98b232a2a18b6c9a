import { cli, type Files, inFolder } from '../cli/run-cli';
import { compilerErrors } from './compile';
import { existing, stateOf } from './states';
import { adoptFiles, decided, synthesizedCode } from './way';

jest.setTimeout(60_000);

/** Clients of which nobody can tell what they are for, each with why. */
const UNDECIDED = {
  half: [
    existing('id-1', { name: 'Half', scope: ['notifications'] }),
    'it holds some scopes of a softphone, and lacks most',
  ],
  bare: [existing('id-2', { name: 'Bare', scope: [] }), 'it holds no scope'],
  odd: [
    existing('id-3', { name: 'Odd', scope: ['brand-new'] }),
    'it holds a scope that is not in the catalogue, and may be misspelt',
  ],
  chat: [
    existing('id-4', { name: 'Chat', scope: ['analytics:readonly'] }),
    'it holds no scope of a softphone, but its name speaks of one',
  ],
} as const;

const ALL = stateOf(Object.fromEntries(Object.entries(UNDECIDED).map(([label, [client]]) => [label, client])));

const synth = (files: Files, code: string) => inFolder(files, () => synthesizedCode(code));

describe.each(Object.values(UNDECIDED))('of %j', ({ name, id, ...client }, why) => {
  const state = stateOf({ c: { ...client, id, name } });

  test('nothing is exempt: the synth refuses the code until somebody decides, and the report says so', async () => {
    const { code, stdout, stderr } = await adoptFiles({ s: state }, ['s']);
    expect(code).toBe(0);
    expect(stderr).toContain(
      `raw OauthClient: undecided, ${why}; name its profile in the policy if agents log in with it`,
    );
    expect(stderr).toContain(
      '! app.synth() refuses it until you decide: in the policy, give it a profile or ignore it',
    );
    expect(stderr).toContain('; 1 undecided, which app.synth() refuses until you decide\n');
    expect(stdout).toContain(`    // Undecided: ${why}. app.synth() refuses it until you say one of these:\n`);
    expect(stdout).not.toMatch(/^\s*ScopeValidation.*exempt/m);
    await expect(synth({}, stdout)).rejects.toThrow(`missing-scope`);
    expect(Object.keys(await synth({}, decided(stdout)))).toContain('cdk.tf.json');
  });

  test('what check finds missing in the state, the synth finds missing in the code', async () => {
    const { stdout: report } = await inFolder({ 's.tfstate': state }, () =>
      cli(['check', 's.tfstate', '--format', 'json']),
    );
    const subjects = JSON.parse(report)
      .findings.filter(({ rule }: { rule: string }) => rule === 'missing-scope')
      .map(({ subject }: { subject: string }) => subject);
    const { stdout } = await adoptFiles({ s: state }, ['s']);
    const refusal = await synth({}, stdout).catch((error: Error) => error.message);
    expect(subjects).not.toEqual([]);
    for (const subject of subjects) expect(refusal).toContain(`lacks the required scope "${subject}"`);
  });

  test.each([
    ['leaves it out', { ignore: 'no agent logs in with it' }],
    ['names its profile', { profile: 'agent' }],
  ])('the synth takes the code of a second adoption once the policy %s', async (_, entry) => {
    const policy = { 'genesys-scopes.json': JSON.stringify({ clients: [{ match: { name }, ...entry }] }) };
    const { code, stdout, stderr } = await adoptFiles({ s: state, ...policy }, ['s']);
    expect({ code, isUndecided: (stdout + stderr).toLowerCase().includes('undecided') }).toEqual({
      code: 0,
      isUndecided: false,
    });
    expect(Object.keys(await synth(policy, stdout))).toContain('cdk.tf.json');
  });
});

test('where the policy does not hold it against clients that nothing names, nobody has to decide', async () => {
  const policy = { 'genesys-scopes.json': JSON.stringify({ unmatched: 'ignore' }) };
  const { stdout } = await adoptFiles({ s: ALL, ...policy }, ['s']);
  expect(stdout).not.toContain('Undecided');
  expect(Object.keys(await synth(policy, stdout))).toContain('cdk.tf.json');
});

test('the code compiles also for clients that stay where they are, of which it says nothing more', async () => {
  const state = stateOf({
    Half: UNDECIDED.half[0],
    Nightly_job: existing('id-9', { name: 'Nightly job', authorizedGrantType: 'CLIENT-CREDENTIALS', scope: [] }),
  });
  const { code, stdout } = await adoptFiles({ s: state }, ['--move', 's']);
  expect({ code, errors: compilerErrors(stdout) }).toEqual({ code: 0, errors: [] });
  expect(stdout).toContain("    new OauthClient(stack, 'Half', {");
});
