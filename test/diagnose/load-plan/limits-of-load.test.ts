import { type LoadPlanOptions, readLoadPlan } from '../../../lib/diagnose/load-plan';
import type { Limits } from '../../../lib/live';
import { publicText } from '../../../lib/model';
import { CHANNELS, element, group, http, plan, token, variables } from './written';

function read(text: string, options: Partial<LoadPlanOptions> = {}) {
  return readLoadPlan(text, publicText('plan.jmx'), { approved: true, ...options });
}

/** What is said besides that load needs an approval, in short. */
function said(text: string, options: Partial<LoadPlanOptions> = {}): string[] {
  const { verdicts, problems } = read(text, options);
  expect(problems).toEqual([]);
  return verdicts
    .filter(({ cause }) => cause !== 'load-approval')
    .map(({ cause = 'open', certainty, severity, evidence: [first = ''] }) =>
      `${cause} ${severity} ${certainty} ${first}`.trim(),
    );
}

const CREATE = http('POST', CHANNELS);
const GET = http('GET', '/api/v2/users/me');
const ONE = token('S3CRET');
const SUBSCRIBE = `${CHANNELS}/x/subscriptions`;

test('a test that the user says is approved is a note, with what the approval holds for', () => {
  expect(read(plan(group({}, ONE, GET)))).toEqual({
    verdicts: [
      {
        cause: 'load-approval',
        certainty: 'shown',
        severity: 'note',
        message: 'sends automated load to Genesys Cloud, which you say is approved',
        remedy:
          "Keep to what was approved: between 23:00 and 05:00 in the region's time zone, and each period scheduled for itself. " +
          'Try the plan out with 1 to 5 threads and one loop first.',
        evidence: [
          'thread group in line 6: threads 1, loops 1',
          'calls GET /api/v2/users/me',
          'Genesys help, "Can customers perform automated testing such as load or stress testing of Genesys Cloud?"',
        ],
        at: { file: 'plan.jmx', line: 4, column: 1 },
        count: 1,
      },
    ],
    problems: [],
  });
});

describe('channels', () => {
  test.each<[string, string, string[]]>([
    ['20 with one token', plan(group({ threads: 20 }, ONE, CREATE)), []],
    ['21 with one token', plan(group({ threads: 21 }, ONE, CREATE)), ['load-channels error shown channels: 21']],
    [
      '20 by two samplers and one loop more',
      plan(group({ threads: 5, loops: 3 }, ONE, CREATE, CREATE)),
      ['load-channels error shown channels: 30'],
    ],
    [
      'of two groups together',
      plan(group({ threads: 11 }, ONE, CREATE), group({ threads: 10 }, ONE, CREATE)),
      ['load-channels error shown channels: 21'],
    ],
    [
      'in a loop of its own',
      plan(group({ threads: 3 }, ONE, element('LoopController', { 'LoopController.loops': 7 }, CREATE))),
      ['load-channels error shown channels: 21'],
    ],
    [
      'once for each thread, however many loops',
      plan(group({ threads: 20, loops: 9 }, ONE, element('OnceOnlyController', {}, CREATE))),
      [],
    ],
    [
      'perhaps',
      plan(group({ threads: 30 }, ONE, element('IfController', {}, CREATE))),
      ['load-channels warning likely channels: up to 30'],
    ],
    [
      'in a loop that only a condition ends',
      plan(group({}, ONE, element('WhileController', {}, CREATE))),
      [
        'load-channels warning likely channels: as many as there is time for',
        'load-rate warning unclear requests of a minute: not known, as nothing makes a thread wait',
      ],
    ],
    [
      'without end, a few threads',
      plan(group({ threads: 2, loops: -1 }, ONE, element('ConstantTimer', { 'ConstantTimer.delay': 60000 }), CREATE)),
      ['load-channels warning likely channels: at least 2, as many as there is time for'],
    ],
    [
      'without end, for ten minutes',
      plan(
        group(
          {
            threads: 2,
            loops: -1,
            more: '<boolProp name="ThreadGroup.scheduler">true</boolProp><stringProp name="ThreadGroup.duration">600</stringProp>',
          },
          ONE,
          element('ConstantTimer', { 'ConstantTimer.delay': 60000 }),
          CREATE,
        ),
      ),
      [],
    ],
    [
      'by users of a file',
      plan(group({ threads: 50 }, element('CSVDataSet', { variableNames: 'user,token' }), token('${token}'), CREATE)),
      ['load-channels note unclear channels: 50'],
    ],
    [
      'by whoever logs in',
      plan(group({ threads: 50 }, token('${token}'), CREATE)),
      ['load-channels warning unclear channels: 50'],
    ],
    ['without a token', plan(group({ threads: 50 }, CREATE)), ['load-channels warning unclear channels: 50']],
    ['of another method', plan(group({ threads: 50 }, ONE, http('GET', CHANNELS))), []],
    [
      'of a group that is off',
      plan(group({}, ONE, GET), group({ threads: 50 }, ONE, CREATE).replace('testname', 'enabled="false" testname')),
      [],
    ],
    [
      'below a controller that is off',
      plan(
        group(
          { threads: 50 },
          ONE,
          GET,
          element('GenericController', {}, CREATE).replace('testname', 'enabled="false" testname'),
        ),
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('more topics than a channel takes are counted in the body', () => {
    const body = JSON.stringify(Array.from({ length: 1001 }, () => ({ id: 'v2.users.${user}.presence' }))).replaceAll(
      '"',
      '&quot;',
    );
    const argument = `<elementProp name="HTTPsampler.Arguments" elementType="Arguments"><collectionProp name="Arguments.arguments"><elementProp name="" elementType="HTTPArgument"><stringProp name="Argument.value">${body}</stringProp></elementProp></collectionProp></elementProp>`;
    const sampler = (text: string) => http('PUT', SUBSCRIBE).replace('testname="x">', `testname="x">${text}`);
    expect(said(plan(group({}, ONE, sampler(argument))))).toEqual([
      "load-channels error likely 1,000 topics a channel: where Genesys's own client for streaming stops, too",
    ]);
    const less = argument.replace('{&quot;id&quot;:&quot;v2.users.${user}.presence&quot;},', '');
    expect(said(plan(group({}, ONE, sampler(less))))).toEqual([]);
    expect(said(plan(group({}, ONE, sampler(argument.replace(']<', '<')))))).toEqual([]);
  });
});

describe('requests of a minute', () => {
  const timer = (throughput: number, mode: number) =>
    element('ConstantThroughputTimer', { throughput, calcMode: mode });
  const rate = (most: number) => [`load-rate warning likely requests of a minute: up to ${most}`];

  test.each<[string, string, string[]]>([
    ['300 in all', plan(group({ threads: 30, loops: 10 }, ONE, GET)), []],
    ['301 in all', plan(group({ threads: 301 }, ONE, GET)), rate(301)],
    ['as many threads as start in a minute', plan(group({ threads: 1000, ramp: 600 }, ONE, GET)), []],
    ['more threads than a minute has room for', plan(group({ threads: 1000, ramp: 120 }, ONE, GET)), rate(500)],
    ['held by a timer for all threads', plan(group({ threads: 900, loops: -1 }, ONE, timer(300, 2), GET, GET)), []],
    ['held by a timer for each thread', plan(group({ threads: 4, loops: -1 }, ONE, timer(100, 0), GET)), rate(400)],
    [
      'held by a timer whose mode cannot be read',
      plan(
        group(
          { threads: 4, loops: -1 },
          ONE,
          element('ConstantThroughputTimer', { throughput: 100, calcMode: 'alle' }),
          GET,
        ),
      ),
      rate(400),
    ],
    ['held by a timer for the plan', plan(timer(200, 1), group({ threads: 50, loops: -1 }, ONE, GET)), []],
    [
      'held by a precise timer',
      plan(
        group(
          { threads: 50, loops: -1 },
          ONE,
          element('PreciseThroughputTimer', { throughput: 36000, throughputPeriod: 3600 }),
          GET,
        ),
      ),
      rate(600),
    ],
    [
      'held by pauses',
      plan(group({ threads: 10, loops: -1 }, ONE, element('ConstantTimer', { 'ConstantTimer.delay': 2000 }), GET)),
      [],
    ],
    [
      'held by pauses that are too short',
      plan(group({ threads: 11, loops: -1 }, ONE, element('UniformRandomTimer', { 'ConstantTimer.delay': 2000 }), GET)),
      rate(330),
    ],
    [
      'of which one does not wait',
      plan(group({ threads: 10, loops: -1 }, ONE, element('GenericController', {}, timer(30, 2), GET), GET)),
      ['load-rate warning unclear requests of a minute: not known, as nothing makes a thread wait'],
    ],
    [
      'a Gaussian timer may not wait at all',
      plan(group({ loops: -1 }, ONE, element('GaussianRandomTimer', { 'ConstantTimer.delay': 9000 }), GET)),
      ['load-rate warning unclear requests of a minute: not known, as nothing makes a thread wait'],
    ],
    [
      'without a token in the plan',
      plan(group({ threads: 301 }, GET)),
      ['load-rate warning unclear requests of a minute: up to 301'],
    ],
    [
      'by users of a file, few for each',
      plan(group({ threads: 301, loops: 2 }, element('CSVDataSet', { variableNames: 't' }), token('${t}'), GET)),
      [],
    ],
    [
      'by users of a file, too many for one',
      plan(group({ threads: 2, loops: 301 }, token('${__CSVRead(users.csv,0)}'), GET)),
      ['load-rate warning likely requests of a minute with one token: up to 301'],
    ],
    [
      'before, in and after the test: the highest counts',
      plan(
        group({ type: 'SetupThreadGroup', threads: 200 }, ONE, GET),
        group({ threads: 299 }, ONE, GET),
        group({ type: 'PostThreadGroup', threads: 250 }, ONE, GET),
      ),
      [],
    ],
    [
      'of two groups at the same time',
      plan(group({ threads: 200 }, ONE, GET), group({ threads: 200 }, ONE, GET)),
      rate(400),
    ],
    [
      'a login is no request of the API',
      plan(group({ threads: 900 }, http('POST', '/oauth/token', 'login.mypurecloud.ie'))),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  const live = (values: Record<string, number>): Limits => ({
    host: publicText('api.mypurecloud.ie'),
    namespaces: new Map([
      ['platform.api', new Map(Object.entries(values))],
      ['notifications', new Map([['channels.max', 30]])],
    ]),
  });

  test('the number of the organisation decides where it was asked', () => {
    const text = plan(group({ threads: 301 }, ONE, GET));
    expect(said(text, { limits: live({ 'token.rate.per.minute': 301 }) })).toEqual([]);
    const { verdicts } = read(text, { limits: live({ 'token.rate.per.minute': 100 }) });
    expect(verdicts[1]).toEqual({
      cause: 'load-rate',
      certainty: 'likely',
      severity: 'warning',
      message: 'can send 301 requests a minute with one token, which has 100 a minute: what is beyond gets 429',
      remedy:
        'Begin with 5 threads and one loop. To go on, put a Constant Throughput Timer of at most 100 a minute in the mode ' +
        '"all active threads" above all requests, and wait as long as retry-after says after a 429.',
      evidence: [
        'requests of a minute: up to 301',
        'one token is written in the plan',
        'token.rate.per.minute is 100 in the organisation, as api.mypurecloud.ie says',
      ],
      at: expect.objectContaining({ file: 'plan.jmx' }),
      count: 1,
    });
  });

  test('an organisation that tells no number leaves the documented one, and what it tells of notifications is shown', () => {
    const { verdicts } = read(plan(group({ threads: 301 }, ONE, GET, CREATE)), { limits: live({}) });
    expect(verdicts.slice(1).map(({ evidence }) => evidence.slice(2))).toEqual([
      [expect.stringMatching(/^Genesys documents/), "the organisation's limit channels.max is 30"],
      [
        "token.rate.per.minute is documented as 300 on Genesys's page of limits; api.mypurecloud.ie tells no other number",
      ],
    ]);
  });
});

describe('whose token it is', () => {
  test.each<[string, string, string[], string]>([
    ['a property', '${__P(token)}', [], 'one token is given by the property token'],
    [
      'a variable that stands for another',
      '${a}',
      [variables({ a: '${b}', b: 'S3CRET' })],
      'one token is written in the plan',
    ],
    [
      'variables in a circle',
      '${a}',
      [variables({ a: '${b}', b: '${a}' })],
      'nothing in the plan sets the variable a, which gives the token',
    ],
    ['the number of the thread', '${__V(token_${__threadNum})}', [], 'the token is another one for each thread'],
    ['a file', '${t}', [element('CSVDataSet', { variableNames: 'u;t' })], 'a CSV file gives tokens by the variable t'],
    [
      'an answer',
      '${t}',
      [element('RegexExtractor', { 'RegexExtractor.refname': 't' })],
      'the variable t is taken from an answer, and who logs in is not seen',
    ],
    ['nobody', '${t}', [], 'nothing in the plan sets the variable t, which gives the token'],
  ])('%s', (_, value, more, why) => {
    const { verdicts } = read(plan(group({ threads: 21, loops: 400 }, ...more, token(value), CREATE)));
    expect(verdicts.map(({ evidence }) => evidence[1]).slice(1)).toEqual([why, why]);
  });
});

describe('what a plan is for', () => {
  const NOTHING = 'sends nothing to Genesys Cloud that can be seen: no host of it, and no path below /api/v2/';
  const first = (text: string) => read(text).verdicts.map(({ message }) => message)[0];
  const LOAD = 'sends automated load to Genesys Cloud, which you say is approved';

  test.each<[string, string, string]>([
    ['a host of Genesys Cloud', http('GET', '/', 'apps.usw2.pure.cloud'), LOAD],
    ['an address as path', http('GET', 'https://api.mypurecloud.com.au/api/v2/users/me', ''), LOAD],
    ['a path of the API at a host that is not known', http('GET', '/api/v2/users/me', '${host}'), LOAD],
    ['a path of the API behind a gateway', http('GET', '/api/v2/users/me', 'gateway.example.com'), LOAD],
    ['a path of the API below a variable', http('GET', '${base}/api/v2/users/me', ''), LOAD],
    ['the host of another product with such paths', http('GET', '/api/v2/users/me', 'acme.zendesk.com'), NOTHING],
    ['a path that is not published, elsewhere', http('GET', '/api/v2/no/such/thing', 'example.com'), NOTHING],
    ['a host that only looks like one', http('GET', '/', 'mypurecloud.com.example.com'), NOTHING],
    [
      'a WebSocket',
      element('eu.luminis.jmeter.wssampler.OpenWebSocketSampler', {
        server: 'streaming.mypurecloud.com',
        path: '/channels/x',
      }),
      LOAD,
    ],
    [
      'a WebSocket elsewhere',
      element('eu.luminis.jmeter.wssampler.OpenWebSocketSampler', { server: 'example.com', path: '/' }),
      NOTHING,
    ],
    ['nothing at all', '', NOTHING],
    [
      'host and path that are not known',
      http('GET', '${path}', '${host}'),
      'cannot be told whether it sends anything to Genesys Cloud: host and path wait for the variable host, the variable path',
    ],
  ])('%s', (_, sampler, message) => {
    expect(first(plan(group({}, sampler)))).toBe(message);
  });

  test('the defaults of HTTP requests give the host', () => {
    const defaults = element('ConfigTestElement', {
      'HTTPSampler.domain': 'api.mypurecloud.jp',
      'HTTPSampler.path': '',
    });
    expect(first(plan(defaults, group({}, http('GET', '/x', ''))))).toBe(LOAD);
    expect(first(plan(group({}, defaults), group({}, http('GET', '/x', ''))))).toBe(NOTHING);
  });

  test('samplers of a test fragment run only where something names it', () => {
    expect(first(plan(element('TestFragmentController', {}, GET)))).toBe(NOTHING);
  });
});

describe('what cannot be told is said', () => {
  test.each<[string, string, string]>([
    ['a variable', group({ threads: '${n}' }, GET), 'the number of threads waits for the variable n'],
    ['a function', group({ loops: '${__intSum(1,${n})}' }, GET), 'the number of loops waits for the variable n'],
    ['a property without a default', group({ ramp: '${__property(r)}' }, GET), 'the ramp-up waits for the property r'],
    [
      'variables in a circle',
      variables({ a: '${b}', b: '${a}' }) + group({ threads: '${a}' }, GET),
      'the number of threads waits for variables that name each other',
    ],
    ['a text', group({ threads: 'S3CRET' }, GET), 'the number of threads is no number'],
    ['an open model', group({ type: 'OpenModelThreadGroup' }, GET), 'the schedule of an open model is not read'],
    [
      'another type',
      group({ type: 'com.example.WaveThreadGroup' }, GET),
      'it is of the type WaveThreadGroup, which is not read',
    ],
  ])('%s', (_, text, why) => {
    const { verdicts } = read(plan(text));
    expect(verdicts.slice(1).map(({ certainty, severity, message }) => [certainty, severity, message])).toEqual([
      ['unclear', 'warning', `the load of a thread group cannot be told: ${why}`],
    ]);
  });

  test('the default default of a property is 1, and another is taken and told', () => {
    const { verdicts } = read(plan(group({ threads: '${__P(n)}', loops: '${__P(m, 3)}' }, ONE, GET)));
    expect(verdicts.map(({ evidence }) => evidence.slice(0, 4))).toEqual([
      [
        'thread group in line 6: threads 1, loops 3',
        'calls GET /api/v2/users/me',
        'the number of threads is 1 by default of the property n',
        'the number of loops is 3 by default of the property m',
      ],
    ]);
  });
  test('scripts are counted, whatever they do', () => {
    const { verdicts } = read(plan(group({}, GET, element('JSR223Sampler', { script: 'S3CRET' }))));
    expect(verdicts[0]?.evidence).toContain('runs scripts, and what they send is not seen: 1');
  });
});
