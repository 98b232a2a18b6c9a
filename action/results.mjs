import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { worse } from './run.mjs';

/** GitHub takes no more than this for a step, and shows nothing of a summary that has more. */
const SUMMARY_LIMIT = 1024 * 1024;

/** The outputs of the action, and the code that its last step ends with. */
export function resultsOf({ inputs, code, comment, report, files }) {
  const isTolerated = code === 1 && (inputs.failOn === 'never' || inputs.reportOnly);
  return {
    verdict: verdictOf(code, report),
    'exit-code': worse(isTolerated ? 0 : code, comment.code),
    'missing-count': report.clients.reduce((sum, { missing }) => sum + missing.length, 0),
    'report-path': files.json,
    'markdown-path': files.markdown,
    'sarif-path': files.sarif,
    'html-path': files.html,
    'comment-url': comment.url,
  };
}

function verdictOf(code, report) {
  if (code !== 0 && code !== 1) return 'unread';
  if (code === 1) return 'fail';
  // What a plan or a module does not show is not known either.
  return report.summary.open > 0 || report.sources.some(({ complete }) => !complete) ? 'open' : 'pass';
}

export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function setOutputs(outputs, { GITHUB_OUTPUT: file }) {
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${String(value).replaceAll(/[\r\n]/g, ' ')}\n`);
  appendFileSync(file, lines.join(''));
}

export function addSummary(markdownFile, { GITHUB_STEP_SUMMARY: file }) {
  const used = existsSync(file) ? statSync(file).size : 0;
  appendFileSync(file, fitting(readFileSync(markdownFile, 'utf8'), SUMMARY_LIMIT - used));
}

/** As much of the document as fits, to the end of a line that is not folded away with others. */
export function fitting(markdown, limit) {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const note = '\n\n> **Cut to fit into a summary:** the whole document is in the file that `markdown-path` names.\n';
  let size = Buffer.byteLength(note);
  let [end, at, depth] = [0, 0, 0];
  for (const line of markdown.split(/(?<=\n)/)) {
    size += Buffer.byteLength(line);
    if (size > limit) break;
    depth += (line.match(/<details\b/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
    at += line.length;
    if (depth === 0) end = at;
  }
  return markdown.slice(0, end).trimEnd() + note;
}
