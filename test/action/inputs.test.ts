import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ROOT } from '../cli/run-cli';
import { type ActionJob, LACKING, OPEN, PROJECT, startJob } from './jobs';
import { ACTION } from './runner';

jest.setTimeout(60_000);

let job: ActionJob;
beforeAll(() => {
  const plans = [
    'plans/prod plan.json',
    'plans/test plan.json',
    'plans/.hidden.json',
    'a=b.json',
    "it's.json",
    '--policy=x.json',
  ];
  job = startJob({
    job: { ...PROJECT, ...Object.fromEntries(plans.map((path) => [path, LACKING])), 'plans/open.json': OPEN },
  });
});
afterAll(() => job.remove());

/** The sources that a report is about, or what is wrong. */
async function sourcesOf(plans: string): Promise<string[]> {
  const { outputs, log } = await job.run({ plans });
  if (!outputs['report-path']) return [log.trimEnd()];
  const { sources } = JSON.parse(readFileSync(outputs['report-path'], 'utf8'));
  return sources.map(({ label }: { label: string }) => label);
}

test.each([
  ['one path', 'plan.json', ['plan.json']],
  ['labels', 'prod=plan.json\ntest=plans/open.json\n', ['prod', 'test']],
  ['blanks in quotes', 'prod="plans/prod plan.json"  \'plans/test plan.json\'', ['plans/test plan.json', 'prod']],
  ['a pattern', 'plans/*plan.json', ['plans/prod plan.json', 'plans/test plan.json']],
  ['a pattern of folders', '*/ope?.json', ['plans/open.json']],
  ['a name that looks like a label', './a=b.json', ['./a=b.json']],
  ['a match that looks like a label', 'a?b.json', ['./a=b.json']],
  ['a name that looks like an option', '--policy=x.json', ['--policy=x.json']],
  ['an apostrophe in quotes', '"it\'s.json"', ["it's.json"]],
  [
    'an open quote',
    'plan.json "plan',
    ['::error title=genesys-scopes::plans: the quote " is not closed; put a path that has one into the other kind'],
  ],
  [
    'a pattern that nothing matches',
    'none/*.json',
    ['::error title=genesys-scopes::plans: no file matches none/*.json'],
  ],
])('plans may be %s', async (_, plans, sources) => {
  expect(await sourcesOf(plans)).toEqual(sources);
});

test.each(Object.keys(ACTION.inputs).filter((name) => !['working-directory', 'token'].includes(name)))(
  'nothing in the input %s runs',
  async (name) => {
    const before = readdirSync(job.workspace);
    await job.run({
      [name]: `$(touch pwned) \`touch pwned\` "; touch pwned; " '; touch pwned; ' \${{ github.token }}\n::add-mask::x`,
    });
    expect(readdirSync(job.workspace)).toEqual(before);
  },
);

test('no script has an expression in it, and every input reaches the action', () => {
  const scripts = ACTION.runs.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  expect(ACTION.runs.steps[0]?.env?.INPUTS).toBe('${{ toJSON(inputs) }}');
});

test('words are split as a shell splits them', () => {
  const plain = fc.stringMatching(/^[\w./=\\*-]{1,8}$/);
  const blank = fc.stringMatching(/^[ \w'./]{1,8}$/);
  const word = fc.oneof(
    plain.map((text) => [text, text]),
    blank.map((text) => [`"${text}"`, text]),
    fc.tuple(plain, blank).map(([a, b]) => [`${a}"${b}"`, a + b]),
  );
  const samples = fc.sample(fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', ' \t ')), { maxLength: 6 }), 500);
  const texts = samples.map((words) => words.map(([[written], space]) => written + space).join(''));
  const script = `import(process.argv[1]).then(({ words }) => console.log(JSON.stringify(JSON.parse(process.argv[2]).map(words))))`;
  const split = execFileSync(process.execPath, ['-e', script, join(ROOT, 'action/inputs.mjs'), JSON.stringify(texts)], {
    encoding: 'utf8',
  });
  expect(JSON.parse(split)).toEqual(samples.map((words) => words.map(([[, meant]]) => meant)));
});
