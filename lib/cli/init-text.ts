import {
  addCommand,
  entriesOf,
  type Proposal,
  reviewed,
  runtime,
  synthCommand,
  TOOLS,
  toolCommand,
  word,
} from '../init';
import { publicText, quoted, type Verdict } from '../model';
import { terminal } from '../reporters';
import type { Outcome } from './init';
import type { FileToWrite } from './new-files';

/** What init did, or would do: files, clients, what a person has to confirm, and what to run next. */
export function initText(outcome: Outcome, isDry: boolean): string {
  const sections = [
    [...fileLines(outcome, isDry), ...notes(outcome)],
    outcome.proposals.map((proposal) => clientLine(proposal, outcome)),
    confirmation(outcome),
    additions(outcome),
    ...(isDry ? outcome.files.map(contentLines) : [nextSteps(outcome)]),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${terminal(publicText(line))}\n`).join(''))
    .join('\n');
}

function fileLines({ files, kept, policyFile }: Outcome, isDry: boolean): string[] {
  return [
    ...files.map(({ shown }) => `${isDry ? 'would create' : 'created'}  ${shown}`),
    ...(policyFile === undefined ? [] : [`kept     ${policyFile}: it is the policy here already`]),
    ...kept.map(({ shown }) => `kept     ${shown}: it is there already`),
    ...(files.length === 0 ? ['nothing to write'] : []),
  ];
}

function notes({ found, noCi, report }: Outcome): string[] {
  const isUnread = found.kind === 'cdktf' && !found.synthesized && report.sources.length === 0;
  return [
    ...(noCi === undefined ? [] : [`no CI file: ${noCi}`]),
    ...(isUnread
      ? [
          'no synth output yet, so no client is known: synthesize, and run init again, which then prints the entries to add',
        ]
      : []),
    ...(found.kind === 'cdktf' && !found.typescript
      ? ['the app is not in TypeScript: the constructs cannot be used in it']
      : []),
  ];
}

const WORST: readonly Verdict[] = ['fail', 'open', 'ignored', 'accepted', 'pass'];

function clientLine({ address, name, guess, entry }: Proposal, { report, policyFile, addresses }: Outcome): string {
  const verdicts = report.clients.filter((client) => addresses.get(client.address) === address);
  const verdict = WORST.find((each) => verdicts.some((client) => client.verdict === each)) ?? 'open';
  const missing = [...new Set(verdicts.flatMap((client) => client.missing))].sort();
  const entryText = policyFile === undefined ? 'entry' : 'to add';
  const said =
    guess.kind === 'profile'
      ? `${entryText}: profile ${guess.profile}${guess.perhaps === undefined ? '' : `, perhaps ${guess.perhaps}: something of it speaks of chat`}`
      : `${entry === undefined ? 'no entry' : `${entryText}: leaves it out`}: ${guess.why}`;
  const lacks = missing.length === 0 ? '' : `; it lacks ${quoted(missing)}`;
  return `${verdict.padEnd(7)}  ${address}${name === null ? '' : ` "${name}"`}: ${said}${lacks}`;
}

function confirmation({ proposals, policyFile }: Outcome): string[] {
  const left = proposals.filter(({ guess, entry }) => guess.kind === 'none' && entry !== undefined);
  if (left.length === 0) return [];
  const where = policyFile === undefined ? 'are left out of the check' : 'would be left out of the check';
  return [
    `Confirm that no agent logs in with these, which ${where}; else take the entry away:`,
    ...left.map(({ address }) => `  ${address}`),
  ];
}

/** What should be in files that are there already. */
function additions({ policyFile, proposals, kept }: Outcome): string[] {
  const entries = policyFile === undefined ? [] : entriesOf(proposals);
  const pipeline = kept.find(({ path }) => path.endsWith('.gitlab-ci.yml'));
  return [
    ...(entries.length === 0 ? [] : [`To add to "clients" in ${policyFile}:`]),
    ...entries.map((entry) => `  ${JSON.stringify(entry)},`),
    ...(pipeline === undefined ? [] : [`To add to ${pipeline.shown}:`, ...indented(pipeline)]),
  ];
}

function indented({ text }: FileToWrite): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`));
}

function contentLines(file: FileToWrite): string[] {
  return [`${file.shown}:`, ...indented(file)];
}

function nextSteps({ found, folder, kept }: Outcome): string[] {
  const lacksPackage =
    found.kind === 'cdktf' && found.typescript && !found.manifest?.dependencies.has(found.host.package);
  const hasOwnManifest = found.kind === 'new' && found.manifest !== undefined;
  const synth = found.typescript ? synthCommand(found) : undefined;
  return [
    'Next:',
    ...(folder === '.' ? [] : [`  cd ${word(folder)}`]),
    ...(lacksPackage ? [`  ${addCommand(found, runtime(found.host))}`] : []),
    ...(hasOwnManifest ? [`  ${addCommand(found, runtime(found.host))}`, `  ${addCommand(found, TOOLS, true)}`] : []),
    ...(found.kind === 'new' && !hasOwnManifest ? [`  ${found.manager} install`] : []),
    ...(synth === undefined ? [] : [`  ${synth}`]),
    `  ${toolCommand(found)} check ${reviewed(found)}`,
    ...(kept.length > 0 && found.kind === 'new'
      ? ['  (look at what was kept: the rest was written to go with files of ours)']
      : []),
  ];
}
