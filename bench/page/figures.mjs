// Figures as the page prints them.

export const count = (number) => number.toLocaleString('en');

export function time(seconds) {
  if (seconds === null) return '';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return `${seconds.toPrecision(seconds < 100 ? 3 : 4)} s`;
}

export function ratio(value) {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

export function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}

/** How many times longer it takes for ten times as much, by the smallest and the largest size that were measured. */
export function growth(points) {
  const known = points.filter(({ seconds }) => seconds !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || first === last) return '';
  return ratio((last.seconds / first.seconds) ** (1 / Math.log10(last.size / first.size)));
}

export function table(header, alignment, rows) {
  return [header, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
