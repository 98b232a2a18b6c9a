import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/run-cli';

const parser: { load(text: string): unknown; loadAll(text: string): unknown[] } = require('js-yaml');

/** A YAML file of the repository. */
export function readYaml(path: string): unknown {
  return parser.load(readFileSync(join(ROOT, path), 'utf8'));
}

/** The documents of a YAML file, such as the header and the jobs of a template of GitLab. */
export function readYamlDocuments(path: string): unknown[] {
  return parser.loadAll(readFileSync(join(ROOT, path), 'utf8'));
}
