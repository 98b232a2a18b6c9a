import fc from 'fast-check';
import { readLoadPlan } from '../../../lib/diagnose/load-plan';
import { publicText } from '../../../lib/model';
import { CHANNELS, element, group, http, plan, token, variables } from './written';

jest.setTimeout(120_000);

function read(text: string) {
  return readLoadPlan(text, publicText('plan.jmx'), { approved: false });
}

const MEND = { remedy: 'Open the plan in JMeter and save it again.' };
const at = (line: number, column: number) => ({ at: { file: 'plan.jmx', line, column } });

describe('a damaged plan is a problem with its place', () => {
  const sound = plan(group({}, http('GET', '/api/v2/users/me')));

  test.each<[string, string, object]>([
    ['empty', ' \n', { message: 'is empty', at: { file: 'plan.jmx' } }],
    [
      'cut off',
      sound.slice(0, sound.indexOf('</jmeterTestPlan>') - 12),
      { message: 'is cut off: the XML ends too early', ...MEND, at: expect.anything() },
    ],
    [
      'with an element that is not closed',
      '<jmeterTestPlan>\n  <hashTree></hashtree>\n</jmeterTestPlan>',
      { message: 'is no sound XML: an element is not closed', ...MEND, ...at(2, 13) },
    ],
    [
      'with an attribute twice',
      '<jmeterTestPlan a="1"\n a="S3CRET"/>',
      { message: 'is no sound XML: an attribute is given twice', ...MEND, ...at(2, 12) },
    ],
    ['not XML', 'threads: 5', { message: 'is no sound XML: it does not begin with an element', ...MEND, ...at(1, 1) }],
    [
      'other XML',
      '<project name="S3CRET"/>',
      { message: 'is XML, but no test plan of JMeter', remedy: 'Give the .jmx file that JMeter saves.', ...at(1, 1) },
    ],
    [
      'a plan without a plan',
      '<jmeterTestPlan>\n<hashTree/></jmeterTestPlan>',
      { message: 'is XML, but no test plan of JMeter', remedy: 'Give the .jmx file that JMeter saves.', ...at(1, 1) },
    ],
  ])('%s', (_, text, problem) => {
    expect(read(text)).toEqual({ verdicts: [], problems: [problem] });
  });

  test('whatever is left of a plan that is cut, it is a problem and never a pass', () => {
    const whole = sound.trimEnd();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        const { verdicts, problems } = read(whole.slice(0, length));
        expect({ verdicts, problems: problems.length }).toEqual({ verdicts: [], problems: 1 });
      }),
      { numRuns: 200 },
    );
  });
});

describe('a hostile plan comes to an end', () => {
  const DEEP = { message: 'is nested too deeply to be read', at: { file: 'plan.jmx' } };
  const ENTITY = {
    message: 'is no sound XML: it uses an entity of its own, and none is read',
    ...MEND,
    at: expect.anything(),
  };

  test.each<[string, () => string, object]>([
    [
      'a file as an entity',
      () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<jmeterTestPlan>&x;</jmeterTestPlan>',
      ENTITY,
    ],
    [
      'entities of entities',
      () => `<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;">]><jmeterTestPlan>&b;</jmeterTestPlan>`,
      ENTITY,
    ],
    [
      'a depth of 10,000',
      () => `<jmeterTestPlan>${'<hashTree>'.repeat(10_000)}${'</hashTree>'.repeat(10_000)}</jmeterTestPlan>`,
      DEEP,
    ],
    [
      '50 million characters',
      () => `<jmeterTestPlan>${'x'.repeat(50e6)}</jmeterTestPlan>`,
      { message: 'is too large to be a test plan: more than 16 million characters', at: { file: 'plan.jmx' } },
    ],
  ])('%s', (_, text, problem) => {
    expect(read(text())).toEqual({ verdicts: [], problems: [problem] });
  });

  test.each<[string, string]>([
    ['thread groups', group({ threads: 3 }, http('GET', '/api/v2/users/me'))],
    ['timers and requests', http('GET', '/api/v2/users/me') + element('ConstantThroughputTimer', { throughput: 5 })],
    ['variables', variables({ a: '${b}', b: '${a}' })],
  ])('two million characters of %s', (_, part) => {
    const many = part.repeat(Math.floor(2e6 / part.length));
    const { problems } = read(part.includes('ThreadGroup') ? plan(many) : plan(group({}, many)));
    expect(problems).toEqual([]);
  });
});

test('nothing of what a plan says is printed but numbers, published calls and names', () => {
  const secret = fc.stringMatching(/^S3CRET[a-f0-9]{8}$/);
  const places: readonly ((value: string) => string)[] = [
    (value) => plan(group({}, token(value), http('POST', CHANNELS))),
    (value) =>
      plan(variables({ password: value, t: value }), group({ threads: 90 }, token('${t}'), http('POST', CHANNELS))),
    (value) => plan(variables({ n: value }), group({ threads: '${n}' }, http('GET', '/api/v2/users/me'))),
    (value) => plan(group({ loops: value, threads: `\${__P(n,${value})}` }, http('GET', '/api/v2/users/me'))),
    (value) =>
      plan(
        group(
          { threads: 900 },
          token(`\${__P(t,${value})}`),
          http('GET', `/api/v2/users/${value}?access_token=${value}`),
        ),
      ),
    (value) => plan(group({}, http('GET', '/', `${value}.mypurecloud.com`), http(value, `/${value}`, value))),
    (value) => plan(group({}, http('GET', `\${a b ${value}}`, `\${c d ${value}}`))),
    (value) => plan(group({ type: `com.example.${value}.ThreadGroup` }, http('GET', '/api/v2/users/me'))),
    (value) =>
      plan(
        group(
          {},
          http('GET', '/api/v2/users/me'),
          element('IncludeController', { 'IncludeController.includepath': value }),
        ),
      ),
    (value) => plan(group({}, http('GET', '/api/v2/users/me')).replaceAll('testname="x"', `testname="${value}"`)),
    (value) => plan(group({ threads: 90 }, element('JSR223Sampler', { script: value }), http('POST', CHANNELS))),
    (value) =>
      plan(
        element('AuthManager', { 'Authorization.password': value }),
        group({}, http('GET', '/', 'api.mypurecloud.de')),
      ),
    (value) => `<jmeterTestPlan password="${value}"><hashTree>${value}&${value};</hashTree></jmeterTestPlan>`,
    (value) => `<jmeterTestPlan a="${value}" a="${value}"/>`,
    (value) => `<${value}/>`,
    (value) => `<jmeterTestPlan><${value}>`,
  ];
  fc.assert(
    fc.property(secret, fc.constantFrom(...places), (value, write) => {
      expect(JSON.stringify(read(write(value)))).not.toContain(value);
    }),
    { numRuns: 300 },
  );
});
