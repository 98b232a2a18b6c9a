import type { Report } from '../model';
import { renderJson } from './json';
import { renderMarkdown } from './markdown';
import { type ReporterOptions, renderText } from './text';

/** A report in, a string out. */
export type Reporter = (report: Report, options: ReporterOptions) => string;

/** Every reporter, by the name that `--format` and `--output` take. */
export const REPORTERS = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
} as const satisfies Record<string, Reporter>;

export type Format = keyof typeof REPORTERS;
export const FORMATS = Object.keys(REPORTERS) as Format[];

export { terminal } from './escape';
export { renderText } from './text';
