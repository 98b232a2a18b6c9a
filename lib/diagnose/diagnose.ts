import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { guarded } from '../files';
import { type Problem, printed, publicText, type Text } from '../model';
import { isHcl, isTerraformJson } from '../sources';
import type { Diagnosis, LookedAt } from './diagnosis';
import { type Evidence, readEvidence } from './evidence-file';
import { readHar } from './har';
import { judgeFile, sorted, upgradeText } from './judge-file';
import { readLog, readLogOfJson } from './log';
import type { Observed } from './observed';
import { readTrunks } from './trunks';
import type { Verdict } from './verdict';

/** Reads a JMeter plan. */
export type LoadPlanReader = (text: string, file: Text) => Promise<Part>;

/** What comes of one file. */
interface Part {
  readonly verdicts: readonly Verdict[];
  readonly problems: readonly Problem[];
}

/** Says what the failures were that files show, each by what is in it. */
export async function diagnose(paths: readonly string[], readLoadPlan: LoadPlanReader): Promise<Diagnosis> {
  const parts: Diagnosis[] = [];
  for (const path of paths) parts.push(await diagnosePath(path, readLoadPlan));
  return {
    files: parts.flatMap(({ files }) => files),
    verdicts: sorted(parts.flatMap(({ verdicts }) => verdicts)),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

async function diagnosePath(path: string, readLoadPlan: LoadPlanReader): Promise<Diagnosis> {
  if (isFolder(path)) return await diagnoseFolder(path);
  const file = nameOf(path);
  if (isHcl(path)) return await diagnoseTerraform(path, file);
  const evidence = readEvidence(path, file);
  if ('message' in evidence) return failed(evidence);
  if (evidence.is === 'terraform') return await diagnoseTerraform(path, file);
  if (evidence.is === 'load-plan') {
    return {
      ...(await readLoadPlan(evidence.text, file)),
      files: [{ file, kind: 'load-plan', looked: publicText('JMeter plan') }],
    };
  }
  const observed = guarded<Observed | Problem>(
    file,
    () => observe(evidence, file),
    (problem) => problem,
  );
  return 'message' in observed ? failed(observed) : judged(observed);
}

function observe(evidence: Exclude<Evidence, { is: 'terraform' | 'load-plan' }>, file: Text): Observed | Problem {
  if (evidence.is === 'har') return readHar(evidence.value, file);
  return evidence.is === 'json' ? readLogOfJson(evidence.value, file) : readLog(evidence.text, file);
}

function judged(observed: Observed): Diagnosis {
  const { file, kind, looked } = observed;
  return {
    files: [{ file, kind, looked, channel: upgradeText(observed) }],
    verdicts: judgeFile(observed),
    problems: [],
  };
}

function failed(problem: Problem): Diagnosis {
  return { files: [], verdicts: [], problems: [problem] };
}

async function diagnoseTerraform(path: string, file: Text): Promise<Diagnosis> {
  if (path === '-') {
    const remedy = publicText('Save it to a file, and name that.');
    return failed({ message: publicText('is of Terraform, of which only files are read'), remedy, at: { file } });
  }
  const looked: LookedAt = { file, kind: 'terraform', looked: publicText('Terraform: limits of calls in trunks') };
  const { verdicts, problems } = await readTrunks(path);
  return { files: problems.length > 0 ? [] : [looked], verdicts, problems };
}

/** Modules that Terraform fetched are not the user's own. */
const NOT_OWN = /(^|[/\\])(\.terraform|node_modules|\.git)([/\\]|$)/;

async function diagnoseFolder(folder: string): Promise<Diagnosis> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const own = names.filter((name) => (isHcl(name) || isTerraformJson(name)) && !NOT_OWN.test(name)).sort();
  if (own.length === 0) {
    const remedy = publicText('Name the files themselves: a HAR, a log, a JMeter plan.');
    return failed({ message: publicText('holds no Terraform configuration'), remedy, at: { file: nameOf(folder) } });
  }
  const parts = [];
  for (const name of own) parts.push(await readTrunks(join(folder, name)));
  const looked = printed`Terraform: limits of calls in trunks, in ${own.length} ${publicText(own.length === 1 ? 'file' : 'files')}`;
  return {
    files: [{ file: nameOf(folder), kind: 'terraform', looked }],
    verdicts: parts.flatMap(({ verdicts }) => verdicts),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function nameOf(path: string): Text {
  return publicText(path === '-' ? 'standard input' : path.split(sep).join('/'));
}
