import type { Report } from '../model';
import { renderJson } from './json';
import { renderText, type TextOptions } from './text';

/** Every reporter, by the name that `--format` and `--output` take. */
export const REPORTERS = {
  text: renderText,
  json: renderJson,
} as const satisfies Record<string, (report: Report, options: TextOptions) => string>;

export type Format = keyof typeof REPORTERS;
export const FORMATS = Object.keys(REPORTERS) as Format[];

export { terminal } from './escape';
export { renderText } from './text';
