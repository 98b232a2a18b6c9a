import type { Shift } from '../softphone/softphone';

/** What came of a client from which one scope was taken. */
export interface Row {
  readonly profile: string;
  readonly without: string;
  /** Of the finding that named the scope. */
  readonly severity: string;
  readonly shift: Shift;
}

/** The page docs/softphone.md. Profiles for which the same was seen share a line. */
export function tableOf(rows: readonly Row[], sdk: string): string {
  const lines = new Map<string, string[]>();
  for (const { profile, without, severity, shift } of rows) {
    const works = Object.entries(shift.actions).filter(([, result]) => result !== 'ok');
    const cells = [
      code(without),
      severity,
      shift.refused.map(({ call }) => code(call)).join('<br>'),
      shift.isReady ? 'yes' : 'no',
      works.map(([name]) => name).join(', ') || 'nothing',
    ].join(' | ');
    lines.set(cells, [...(lines.get(cells) ?? []), profile]);
  }
  const body = [...lines].map(([cells, profiles]) => `| ${profiles.map(code).join(', ')} | ${cells} |`);
  return `${HEAD(sdk)}\n${body.join('\n')}\n${FOOT}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

const HEAD = (sdk: string) => `# The softphone, with each scope taken out

This page is written by a test (\`test/end-to-end/softphone.test.ts\`). It writes a stack, synthesizes it, plans it with Terraform,
reviews the plan, applies it to a stand-in for Genesys Cloud that refuses what the published scopes of each operation do not
cover, checks the state, gets a token for each client, and logs in with it by ${sdk}, unmodified. The agent then starts a
call, declines one of a colleague and one of a queue, lists the queues, goes on queue and sets the presence; these last three
are calls of the agent's app, which the SDK does not make.

A client of ours, of every profile, in the published names: no finding, the softphone is ready, and all of that works. The
clients below were written by hand, each with the scopes of its profile but one. Terraform planned and applied all of them
without a word; the review of the plan had named the scope.

| profile | without | finding | refused with 403 | softphone ready | what fails |
| --- | --- | --- | --- | --- | --- |`;

const FOOT = `
What refuses here is the stand-in; what is called, and what becomes of a refusal, is the SDK's. No live organisation was
called. Where an organisation does not enforce scopes, nothing of this is refused (the same test shows that too): the clients
break on the day it does.
`;
