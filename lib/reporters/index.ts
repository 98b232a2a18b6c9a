import type { Report } from '../model';
import type { ReporterOptions } from './text';

/** A report in, a string out. */
export type Reporter = (report: Report, options: ReporterOptions) => string;

/** Every reporter, by the name that `--format` and `--output` take. Each is loaded when it is asked for. */
const REPORTERS = {
  text: async () => (await import('./text')).renderText,
  json: async () => (await import('./json')).renderJson,
  markdown: async () => (await import('./markdown')).renderMarkdown,
  html: async () => (await import('./html')).renderHtml,
  sarif: async () => (await import('./sarif')).renderSarif,
  junit: async () => (await import('./junit')).renderJunit,
  gitlab: async () => (await import('./gitlab')).renderGitlab,
  github: async () => (await import('./github')).renderGithub,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof REPORTERS;
// Marked for bundlers: who asks for no format takes none along.
export const FORMATS = /* @__PURE__ */ Object.keys(REPORTERS) as Format[];

export function reporterOf(format: Format): Promise<Reporter> {
  return REPORTERS[format]();
}

export { terminal, visible } from './escape';
export { exampleMarkdown } from './example';
export { groupBy } from './group';
export { findingFields } from './json';
export { code, joined, type Markdown, markdown } from './markdown-tag';
export { placeText } from './summary';
export { renderText } from './text';
