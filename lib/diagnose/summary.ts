import { publicText, type Text } from '../model';
import type { Diagnosis } from './diagnosis';

/** The last line: how many failures there are, and in how many files. */
export function summaryOf({ files, verdicts, problems }: Diagnosis): Text {
  const count = verdicts.filter(({ severity }) => severity !== 'note').length;
  const unclear = verdicts.filter(({ certainty, severity }) => certainty === 'unclear' && severity !== 'note').length;
  if (files.length === 0) return publicText(`nothing could be judged: ${problems.length} could not be read`);
  const where = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const unread = problems.length > 0 ? `; ${problems.length} could not be read` : '';
  if (count === 0 && problems.length > 0 && problems.length >= files.length)
    return publicText(`nothing could be judged: ${problems.length} could not be read`);
  if (count === 0) return publicText(`no failure found in ${where}${unread}`);
  const of = unclear > 0 ? ` (${unclear} unclear)` : '';
  return publicText(`${count} ${count === 1 ? 'failure' : 'failures'}${of} in ${where}${unread}`);
}
