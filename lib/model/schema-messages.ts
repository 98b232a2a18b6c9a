import { en } from 'zod/locales';
import * as z from 'zod/mini';

/**
 * Has schemas say what is wrong: the small variant of zod knows no language. One that the program around this package has
 * chosen stays.
 */
export function speakEnglish(): void {
  if (z.config().localeError === undefined) z.config(en());
}
