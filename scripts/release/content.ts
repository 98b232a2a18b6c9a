import type { Tarball } from './package';

/** Files that are many and alike, of which a reviewer wants to see how many there are. */
const FOLDED: readonly { readonly is: RegExp; readonly as: string }[] = [
  { is: /^(node_modules\/.+\/lib\/).+\/[^/]+(\.d\.ts|\.js)$/, as: '$1*/*$2' },
  { is: /^(node_modules\/.+\/lib\/)[^/]+(\.d\.ts|\.js)$/, as: '$1*$2' },
  { is: /^(provider\/)[^/]+(\.d\.ts|\.js)$/, as: '$1*$2' },
  // Parts of the command line, which are named by a hash of what is in them.
  { is: /^(dist\/cli-).+(\.js)$/, as: '$1*$2' },
  { is: /^(dist\/[^/]+\/).+(\.d\.ts)$/, as: '$1*$2' },
];

/** One line a file, or a pattern with a count; a file that may be executed is marked. */
export function contentOf({ files }: Pick<Tarball, 'files'>): string {
  const lines = files.map(({ path, mode }) => {
    const fold = FOLDED.find(({ is }) => is.test(path));
    return `${fold === undefined ? path : path.replace(fold.is, fold.as)}${(mode & 0o111) === 0 ? '' : '  (executable)'}`;
  });
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const isFolded = (line: string) => line.includes('*');
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, count]) => `${line}${isFolded(line) ? `  × ${count}` : ''}\n`)
    .join('');
}
