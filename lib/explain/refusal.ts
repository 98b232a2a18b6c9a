import { CAUSES, type Cause, causeOfCode, ERROR_CODES } from '../operations';
import type { RefusalExplanation } from './explanation';

/** The names of refusals: the codes in their bodies, and the causes that `diagnose` names. */
export const REFUSAL_NAMES: readonly string[] = [...Object.keys(ERROR_CODES), ...Object.keys(CAUSES)];

export function explainRefusal(id: string): RefusalExplanation | undefined {
  const ofCode = causeOfCode(id);
  const cause = ofCode ?? (Object.hasOwn(CAUSES, id) ? (id as Cause) : undefined);
  if (cause === undefined) return undefined;
  const codes = Object.entries(ERROR_CODES).flatMap(([code, each]) => (each === cause ? [code] : []));
  return { kind: 'refusal', id, isCode: ofCode !== undefined, cause, ...CAUSES[cause], codes };
}

export function refusalLines({ id, isCode, cause, title, remedy, codes }: RefusalExplanation): readonly string[] {
  const others = codes.filter((code) => code !== id);
  return [
    isCode
      ? `${id}: a code in the body of a refusal; its cause is ${cause}`
      : `${id}: a cause of refusals, as genesys-scopes diagnose names them`,
    '',
    `What it means: ${title}.`,
    '',
    `What to do: ${remedy}`,
    ...(others.length === 0 ? [] : ['', `${isCode ? 'Other codes of that cause' : 'Its codes'}: ${others.join(', ')}`]),
  ];
}
