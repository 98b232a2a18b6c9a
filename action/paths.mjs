import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';

// GitHub takes the paths of annotations and of SARIF from the root of the repository; the report has them from where it was
// made. `prefix` is the way from the one to the other.

/** The lines of annotations with their files as GitHub looks for them. */
export function annotationsBelow(prefix, text) {
  const written = prefix.replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
  return text.replace(/^(::(?:error|warning|notice) file=)([^,\n]*)/gm, (_, head, file) => head + below(written, file));
}

/**
 * Rewrites a SARIF file: its files as GitHub looks for them, and the key of the job as its category, so that several jobs on
 * one commit do not replace each other's results, nor does a new plan leave the results of a run without it open.
 */
export function adaptSarif(file, { prefix, key }) {
  const written = prefix.split('/').map(encodeURIComponent).join('/');
  const log = JSON.parse(readFileSync(file, 'utf8'), (name, value) =>
    name === 'artifactLocation' ? { ...value, uri: below(written, value.uri) } : value,
  );
  for (const run of log.runs) run.automationDetails = { ...run.automationDetails, id: `genesys-scopes/${key}/` };
  writeFileSync(file, `${JSON.stringify(log, null, 2)}\n`);
}

/** Not of a path that is whole already: from the root of the file system, with a drive, or a URI. */
function below(prefix, path) {
  const isWhole = /^(?:[\\/]|[A-Za-z]%3A|[A-Za-z][A-Za-z0-9+.-]*:)/.test(path);
  return isWhole || prefix === '' ? path : posix.join(prefix, path);
}
