import { createTwoFilesPatch } from 'diff';

/** What changes in a file, in the form that `git apply` takes. The path is relative, with forward slashes. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 });
  // The first line is one of `=` signs, for whoever joins patches without git.
  return patch.slice(patch.indexOf('--- ')).replace(/^(--- .*|\+\+\+ .*)\t$/gm, '$1');
}
