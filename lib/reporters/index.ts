import type { Report } from '../model';
import { renderGithub } from './github';
import { renderGitlab } from './gitlab';
import { renderHtml } from './html';
import { renderJson } from './json';
import { renderJunit } from './junit';
import { renderMarkdown } from './markdown';
import { renderSarif } from './sarif';
import { type ReporterOptions, renderText } from './text';

/** A report in, a string out. */
export type Reporter = (report: Report, options: ReporterOptions) => string;

/** Every reporter, by the name that `--format` and `--output` take. */
export const REPORTERS = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
  html: renderHtml,
  sarif: renderSarif,
  junit: renderJunit,
  gitlab: renderGitlab,
  github: renderGithub,
} as const satisfies Record<string, Reporter>;

export type Format = keyof typeof REPORTERS;
export const FORMATS = Object.keys(REPORTERS) as Format[];

export { terminal, visible } from './escape';
export { exampleMarkdown } from './example';
export { groupBy } from './group';
export { htmlPage } from './html-page';
export { type Html, html, name, when } from './html-tag';
export { findingFields } from './json';
export { code, joined, type Markdown, markdown } from './markdown-tag';
export { renderText } from './text';
