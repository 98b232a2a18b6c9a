import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as importedExpect } from '@jest/globals';
import { type App, Aspects, TerraformHclModule, type TerraformStack, TerraformVariable, Testing } from 'cdktf';
import type { IConstruct } from 'constructs';
import { defineProfile, MigratedProfileClient, ScopeValidation } from '../../lib';
import { matchers } from '../../lib/jest';
import { newApp, newStack, rawClient } from '../helpers/app';
import { PLATFORM_BASE_SCOPES } from '../helpers/scopes';

const TYPE = 'genesyscloud_oauth_client';
const CATALOGUE = 'catalogue of 2026-07-19 (published)';
const HINT = 'expect(stack).toHaveRequiredScopes()';
const NOT = 'expect(stack).not.toHaveRequiredScopes()';
const ADD =
  "  → Add the scope to `scopes`, or name a profile with fewer capabilities. If no migrated agent logs in with this client, say so: `ScopeValidation.of(app).exempt(resource, 'reason')`, or `ignore` in genesys-scopes.json.";

const start = process.cwd();
const folders: string[] = [];
afterEach(() => {
  process.chdir(start);
  delete process.env.GENESYS_SCOPES_BYPASS;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A stack in an app of its own, with what `fill` puts into it. */
function stackWith(fill: (stack: TerraformStack) => void, id = 'prod'): TerraformStack {
  const stack = newStack(newApp(), id);
  fill(stack);
  return stack;
}

const chat = () =>
  stackWith((stack) => {
    new MigratedProfileClient(stack, 'Chat', { profile: 'chat-agent', name: 'x', authorizedGrantType: 'CODE' });
  });
const lacking = () => stackWith((stack) => void rawClient(stack, 'bad', { scopes: ['webphone:use', 'routing:user'] }));
const waiting = () =>
  stackWith((stack) => {
    const list = new TerraformVariable(stack, 'list', { type: 'list(string)' });
    rawClient(stack, 'late', { scopes: list.listValue });
  });

const calling = () =>
  stackWith((stack) => {
    rawClient(stack, 'good', { scopes: PLATFORM_BASE_SCOPES });
    new TerraformHclModule(stack, 'more', { source: 'registry.example.com/team/clients/genesyscloud' });
  });

/** The message of an assertion that fails, line by line; none for one that passes. */
function told(assertion: () => void): string[] {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
}

const LACKING = [
  'error missing-scope',
  `  ${TYPE}.bad`,
  '    lacks the required scope "interaction:read" (to read interactions); nothing names its profile, so the base profile "agent" holds; it has "webphone:use", "routing:user"',
  ADD,
  '',
  `fail     ${TYPE}.bad (agent, migration names)`,
  '',
];

describe('a stack whose clients have what they need', () => {
  test('passes as a stack, as an app, as the text of Testing.synth and as that text parsed', () => {
    const stack = chat();
    expect(stack).toHaveRequiredScopes();
    expect(stack.node.root).toHaveRequiredScopes();
    expect(Testing.synth(stack)).toHaveRequiredScopes();
    expect(JSON.parse(Testing.synth(stack))).toHaveRequiredScopes();
    expect(stack.toTerraform()).toHaveRequiredScopes();
    importedExpect(stack).toHaveRequiredScopes();
  });

  test('fails when a scope was to be missing, with what each client is', () => {
    expect(told(() => expect(chat()).not.toHaveRequiredScopes())).toEqual([
      NOT,
      '',
      'a required scope was to be missing, and the synth gate finds none that is:',
      '',
      `pass     ${TYPE}.Chat (chat-agent, migration names)`,
      '',
      `1 client in prod: 1 pass (1 by unpublished names); ${CATALOGUE}`,
    ]);
  });

  test('passes with warnings, which stop no synth', () => {
    expect(stackWith((stack) => void rawClient(stack, 'old', { authorizedGrantType: 'TOKEN' }))).toHaveRequiredScopes();
  });
});

describe('a stack with a client that lacks a scope', () => {
  test('fails with the findings as the synth gate prints them', () => {
    const stack = lacking();
    const message = [HINT, '', ...LACKING, `1 client in prod: 1 fail; ${CATALOGUE}`];
    expect(told(() => expect(stack).toHaveRequiredScopes())).toEqual(message);
    expect(told(() => expect(stack.toTerraform()).toHaveRequiredScopes())).toEqual(message);
    ScopeValidation.of(stack);
    const gate = told(() => (stack.node.root as App).synth());
    expect(gate.slice(2)).toEqual(message.slice(2));
  });

  test('is a stack without a name where it is given as a text that has none', () => {
    const message = [HINT, '', ...LACKING, `1 client in the synthesized stack: 1 fail; ${CATALOGUE}`];
    expect(told(() => expect(Testing.synth(lacking())).toHaveRequiredScopes())).toEqual(message);
  });

  test('passes where a scope was to be missing', () => {
    expect(lacking()).not.toHaveRequiredScopes();
    expect(Testing.synth(lacking())).not.toHaveRequiredScopes();
  });

  test('fails in an app with the stack that it is in, beside one that has everything', () => {
    const app = newApp();
    rawClient(newStack(app, 'good'), 'good');
    rawClient(newStack(app, 'wrong'), 'bad', { scopes: ['webphone:use', 'routing:user'] });
    expect(told(() => expect(app).toHaveRequiredScopes())).toEqual([
      HINT,
      '',
      LACKING[0],
      `  ${TYPE}.bad in wrong`,
      ...LACKING.slice(2, 5),
      `pass     ${TYPE}.good in good (agent, migration names)`,
      `fail     ${TYPE}.bad in wrong (agent, migration names)`,
      '',
      `2 clients in 2 sources: 1 pass (1 by unpublished names), 1 fail; ${CATALOGUE}`,
    ]);
  });

  test('fails for the profile that its code declared, in every form that is given', () => {
    const stack = stackWith((each) => {
      ScopeValidation.of(each).assign(rawClient(each, 'chat'), { profile: 'chat-agent' });
    });
    const lost = expect.stringContaining('lacks the required scope "digital:read"');
    for (const form of [stack, Testing.synth(stack), stack.toTerraform()]) {
      expect(told(() => expect(form).toHaveRequiredScopes())).toContainEqual(lost);
    }
  });

  test('fails whatever an Aspect or an override does late', () => {
    const byAspect = chat();
    Aspects.of(byAspect).add({
      visit(node: IConstruct) {
        if ('terraformResourceType' in node) (node as ReturnType<typeof rawClient>).addOverride('scopes.0', 'nothing');
      },
    });
    expect(byAspect).not.toHaveRequiredScopes();
    const byOverride = chat();
    byOverride.addOverride(`resource.${TYPE}.Chat.scopes.2`, 'routing:other');
    expect(byOverride).not.toHaveRequiredScopes();
  });

  test('fails although the synth gate is bypassed', () => {
    process.env.GENESYS_SCOPES_BYPASS = 'an emergency';
    expect(lacking()).not.toHaveRequiredScopes();
  });
});

describe('what cannot be said is no pass, whichever way it is asserted', () => {
  const OPEN = [
    'open missing-scope',
    `  ${TYPE}.late`,
    '    scopes is not known yet (waits for var.list), so these rules wait: "missing-scope", "unknown-scope", "unpublished-scope"',
    '  → Check the plan, where Terraform knows more.',
    '',
    `open     ${TYPE}.late (agent, migration names)`,
    '',
    `1 client in prod: 1 open; ${CATALOGUE}`,
    '',
    "What is not known or seen here is no pass: { unknown: 'pass' } leaves it to the plan.",
  ];
  const NOTHING = 'nothing is asked of any client, so there is nothing to assert:';

  test.each<[string, () => TerraformStack, string[]]>([
    ['scopes that are not known yet', waiting, OPEN],
    [
      'a stack that calls modules, whose clients are not seen',
      calling,
      [
        'warning prod calls modules that are not followed here: clients in them show in the plan',
        '',
        `pass     ${TYPE}.good (agent, platform names)`,
        '',
        `1 client in prod: 1 pass; ${CATALOGUE}`,
        '',
        "What is not known or seen here is no pass: { unknown: 'pass' } leaves it to the plan.",
      ],
    ],
    [
      'a stack without a client',
      () => stackWith(() => {}),
      [NOTHING, '', `0 clients in prod: there was no ${TYPE} to check`],
    ],
    [
      'a stack in which every client is exempt',
      () => stackWith((stack) => void ScopeValidation.of(stack).exempt(rawClient(stack, 'job'), 'nobody logs in')),
      [NOTHING, '', `ignored  ${TYPE}.job (nobody logs in)`, '', `1 client in prod: 1 ignored; ${CATALOGUE}`],
    ],
    [
      'a stack in which no person logs in',
      () =>
        stackWith((stack) => void rawClient(stack, 'job', { authorizedGrantType: 'CLIENT-CREDENTIALS', scopes: [] })),
      [NOTHING, '', `pass     ${TYPE}.job`, '', `1 client in prod: 1 pass; ${CATALOGUE}`],
    ],
    [
      'what the synth gate refuses for another reason',
      () => stackWith((stack) => void rawClient(stack, 'short', { accessTokenValiditySeconds: 5 })),
      [
        'no required scope is missing, but the synth gate refuses it:',
        '',
        'error token-lifetime',
        `  ${TYPE}.short`,
        '    has tokens that live 5 seconds, outside 300 to 172800',
        '  → Use a value from 300 to 172800; 64800 (18 hours) covers a working day, 86400 is the default.',
        '',
        `fail     ${TYPE}.short (agent, migration names)`,
        '',
        `1 client in prod: 1 fail; ${CATALOGUE}`,
      ],
    ],
    [
      'what was declared and then overridden',
      () => {
        const stack = chat();
        stack.addOverride('variable.genesys_scopes.default.bypass', 'a reason');
        return stack;
      },
      [
        'cannot read prod: the variable genesys_scopes is not what the code declared',
        '  Leave the variable to this package: use ScopeValidation.assign, or the props of the construct.',
        '',
        `open     ${TYPE}.Chat (chat-agent, migration names)`,
        '',
        `1 client in prod: 1 open; ${CATALOGUE}`,
      ],
    ],
  ])('%s', (_, stack, text) => {
    expect(told(() => expect(stack()).toHaveRequiredScopes())).toEqual([HINT, '', ...text]);
    expect(told(() => expect(stack()).not.toHaveRequiredScopes())).toEqual([NOT, '', ...text]);
  });

  test('but what is not known yet can be left to the plan', () => {
    expect(waiting()).toHaveRequiredScopes({ unknown: 'pass' });
    expect(told(() => expect(waiting()).not.toHaveRequiredScopes({ unknown: 'pass' }))).not.toEqual([]);
    expect(lacking()).not.toHaveRequiredScopes({ unknown: 'pass' });
  });
});

describe('what is no stack', () => {
  const WANTED = 'expect takes a stack, an app, the text of Testing.synth(stack), or that text parsed';

  test.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, `${WANTED}, and not undefined`],
    ['null', () => null, `${WANTED}, and not null`],
    ['a number', () => 7, `${WANTED}, and not a number`],
    ['a function', () => chat, `${WANTED}, and not a function`],
    ['a list of stacks', () => [chat()], `${WANTED}, and not an array`],
    ['a promise', () => Promise.resolve(chat()), `${WANTED}, and not a value of class Promise`],
    ['a client', () => rawClient(chat(), 'other'), `${WANTED}, and not a value of class OauthClient`],
    ['HCL', () => Testing.synthHcl(chat()), `${WANTED}; the text is not JSON`],
    ['JSON that is no object', () => '[1]', `${WANTED}; the JSON is no object`],
    ['an object that is no JSON', () => ({ big: 1n }), `${WANTED}, and not an object that JSON cannot hold`],
    ['an object in a circle', inCircle, `${WANTED}, and not an object that JSON cannot hold`],
  ])('is refused, whichever way it is asserted: %s', (_, received, text) => {
    expect(told(() => expect(received()).toHaveRequiredScopes())).toEqual([HINT, '', text]);
    expect(told(() => expect(received()).not.toHaveRequiredScopes())).toEqual([NOT, '', text]);
  });

  function inCircle() {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    return circle;
  }

  test('a promise of a stack is awaited as in every matcher', async () => {
    await expect(Promise.resolve(chat())).resolves.toHaveRequiredScopes();
    await expect(expect(Promise.resolve(lacking())).resolves.toHaveRequiredScopes()).rejects.toThrow('missing-scope');
  });
});

describe('the policy', () => {
  /** Works in a project with these files. */
  function inProject(files: Readonly<Record<string, unknown>>): void {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-project-')));
    folders.push(folder);
    mkdirSync(join(folder, '.git'));
    for (const [name, content] of Object.entries({ 'cdktf.json': {}, ...files })) {
      writeFileSync(join(folder, name), JSON.stringify(content));
    }
    process.chdir(folder);
  }

  const agents = () => stackWith((stack) => void rawClient(stack, 'agents'));
  const CHAT = { clients: [{ match: `${TYPE}.agents`, profile: 'chat-agent' }] };

  test('is the one of the project, as the synth gate finds it', () => {
    inProject({ 'genesys-scopes.json': CHAT, 'other.json': {} });
    expect(agents()).not.toHaveRequiredScopes();
    expect(Testing.synth(agents())).not.toHaveRequiredScopes();
    expect(agents()).toHaveRequiredScopes({ policy: 'other.json' });
    expect(agents()).toHaveRequiredScopes({ policy: {} });
  });

  test('can be another file, or what would stand in one', () => {
    inProject({ 'other.json': CHAT });
    expect(agents()).toHaveRequiredScopes();
    expect(agents()).not.toHaveRequiredScopes({ policy: 'other.json' });
    expect(agents()).not.toHaveRequiredScopes({ policy: CHAT });
  });

  test('can accept what is missing, as everywhere', () => {
    const accepted = { rule: 'missing-scope', client: `${TYPE}.bad`, reason: 'reads nothing' };
    expect(lacking()).toHaveRequiredScopes({ policy: { acknowledge: [accepted] } });
    expect(lacking()).not.toHaveRequiredScopes({ policy: { acknowledge: [{ ...accepted, client: `${TYPE}.other` }] } });
  });

  test('can speak of single stacks, which a text without the name of its own does not pass over', () => {
    const policy = { clients: [{ match: '**', source: 'prod', profile: 'chat-agent' }] };
    expect(agents()).not.toHaveRequiredScopes({ policy });
    expect(agents().toTerraform()).not.toHaveRequiredScopes({ policy });
    expect(stackWith((stack) => void rawClient(stack, 'agents'), 'test')).toHaveRequiredScopes({ policy });
    expect(told(() => expect(Testing.synth(agents())).toHaveRequiredScopes({ policy }))).toEqual([
      HINT,
      '',
      'the policy has entries for single stacks (source), and the text does not say which stack it is of: give the stack itself',
    ]);
  });

  test('gives way to a profile and a vocabulary that are named, where neither code nor policy names one', () => {
    const lead = defineProfile({ id: 'lead', capabilities: [], scopes: ['analytics:readonly'] });
    const analysts = () => stackWith((stack) => void rawClient(stack, 'x', { scopes: ['analytics'] }));
    expect(agents()).not.toHaveRequiredScopes({ profile: 'chat-agent' });
    expect(analysts()).toHaveRequiredScopes({ profile: lead });
    expect(agents()).not.toHaveRequiredScopes({ profile: lead });
    expect(chat()).toHaveRequiredScopes({ profile: lead });
    expect(agents()).not.toHaveRequiredScopes({ vocabulary: 'platform' });
    const published = () => stackWith((stack) => void rawClient(stack, 'x', { scopes: PLATFORM_BASE_SCOPES }));
    expect(published()).toHaveRequiredScopes({ vocabulary: 'platform' });
    expect(published()).not.toHaveRequiredScopes({ vocabulary: 'migration' });
  });

  test.each<[string, unknown, string[]]>([
    [
      'a policy with a misspelt word',
      { policy: { unmatchd: 'warn' } },
      [
        'the policy is wrong',
        '  the option policy: unmatchd: is not allowed here (did you mean "unmatched"?); allowed: $schema, catalog, vocabulary, unmatched, clients, knownScopes, rules, acknowledge',
      ],
    ],
    [
      'a file that is not there',
      { policy: 'nowhere.json' },
      ['the policy is wrong', '  nowhere.json:1:1: cannot be read (ENOENT)'],
    ],
    [
      'a catalogue that is not there',
      { policy: { catalog: 'nowhere.json' } },
      ['the policy is wrong', '  the option policy: catalog: nowhere.json cannot be read (ENOENT)'],
    ],
    ['a policy of another kind', { policy: 7 }, ['policy is neither the path of a file nor what would stand in one']],
    ['an unknown option', { polcy: {} }, ['unknown option "polcy"; options are policy, profile, vocabulary, unknown']],
    ['no options', null, ['the options are no object with policy, profile, vocabulary, unknown']],
    [
      'an unknown profile',
      { profile: 'chatagent' },
      [
        'unknown profile "chatagent"; profiles are agent, voice-agent, chat-agent, contributor, admin, or a value of defineProfile',
      ],
    ],
    [
      'a profile without a client',
      { profile: 'light-agent' },
      [
        'users of profile "light-agent" need no client; profiles are agent, voice-agent, chat-agent, contributor, admin, or a value of defineProfile',
      ],
    ],
    [
      'a profile of its own that is none',
      { profile: { id: 'lead', capabilities: ['phone'] } },
      [
        'profile: unknown capability "phone"; capabilities are webphone, interaction, routing, digital; make it with defineProfile',
      ],
    ],
    ['an unknown vocabulary', { vocabulary: 'x' }, ['vocabulary is "x"; allowed: migration, platform']],
    ['an unknown way with what is unknown', { unknown: true }, ['unknown is true; allowed: pass, fail']],
  ])('that cannot be followed is told, whichever way it is asserted: %s', (_, options, text) => {
    inProject({});
    const given = options as Record<string, never>;
    expect(told(() => expect(agents()).toHaveRequiredScopes(given))).toEqual([HINT, '', ...text]);
    expect(told(() => expect(agents()).not.toHaveRequiredScopes(given))).toEqual([NOT, '', ...text]);
  });
});

describe('a runner whose expect is no global', () => {
  test('takes the matchers by hand, without what jest hands to them', () => {
    const result = matchers.toHaveRequiredScopes.call({}, lacking());
    expect(result.pass).toBe(false);
    expect(result.message().split('\n')).toEqual([HINT, '', ...LACKING, `1 client in prod: 1 fail; ${CATALOGUE}`]);
    expect(matchers.toHaveRequiredScopes.call({ isNot: true }, undefined)).toMatchObject({ pass: true });
  });
});
