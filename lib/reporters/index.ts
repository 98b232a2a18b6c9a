import type { Report } from '../model';
import { renderJson } from './json';
import { renderText, type TextOptions } from './text';

/** A report in, a string out. */
export type Reporter = (report: Report, options: TextOptions) => string;

/** Every reporter, by the name that `--format` and `--output` take. */
export const REPORTERS = {
  text: renderText,
  json: renderJson,
} as const satisfies Record<string, Reporter>;

export type Format = keyof typeof REPORTERS;
export const FORMATS = Object.keys(REPORTERS) as Format[];

export { terminal } from './escape';
export { renderText } from './text';
