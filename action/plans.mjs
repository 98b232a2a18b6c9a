import { existsSync, readdirSync } from 'node:fs';
import { usage } from './failure.mjs';

/** As the command line reads `label=path`. */
const LABELLED = /^([A-Za-z0-9][\w.-]*=)(.+)$/;

/** What to review: a plan with `*` or `?` in its path stands for every file that it matches. */
export function expandPlans(plans) {
  if (plans.length === 0) throw usage('plans: name at least one plan or report');
  return plans.flatMap((plan) => {
    const [, label = '', path = plan] = LABELLED.exec(plan) ?? [];
    return matches(path).map((found) =>
      label === '' && LABELLED.test(found) && found !== plan ? `./${found}` : label + found,
    );
  });
}

function matches(pattern) {
  if (!/[*?]/.test(pattern) || existsSync(pattern)) return [pattern];
  const [first, ...rest] = pattern.split(process.platform === 'win32' ? /[\\/]/ : '/');
  const found = rest
    .reduce((folders, segment) => folders.flatMap((folder) => inside(`${folder}/`, segment)), inside('', first))
    .filter((path) => existsSync(path));
  if (found.length === 0) throw usage(`plans: no file matches ${pattern}`);
  return found.sort();
}

/** Paths that begin with the folder, which ends in a slash or is empty. */
function inside(folder, segment) {
  if (!/[*?]/.test(segment)) return [folder + segment];
  const source = segment
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const test = new RegExp(`^${source}$`, 's');
  return namesIn(folder)
    .filter((name) => test.test(name) && (!name.startsWith('.') || segment.startsWith('.')))
    .map((name) => folder + name);
}

function namesIn(folder) {
  try {
    return readdirSync(folder || '.');
  } catch {
    return [];
  }
}
