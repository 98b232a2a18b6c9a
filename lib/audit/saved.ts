import { bytesOf, guarded, isObject, type Json, parseJson, textOf } from '../files';
import { type Problem, printed, publicText, type Reading, type Text } from '../model';
import { readOAuthClients } from '../sources';

const REMEDY = publicText('Save the whole answer of GET /api/v2/oauth/clients.');

/**
 * Reads a saved answer of GET /api/v2/oauth/clients.
 *
 * @param path of a file; `-` is standard input
 */
export function readSavedClients(path: string, label?: string): Reading {
  const file = publicText(path === '-' ? 'standard input' : path);
  const source = { label: label === undefined ? file : publicText(label), path: file };
  const answer = contentOf(path, file);
  if ('message' in answer) {
    const nothing = readOAuthClients([], source, 'organisation');
    return { ...nothing, source: { ...nothing.source, gap: 'unreadable' }, problems: [answer] };
  }
  return readOAuthClients(answer.entities, source, 'organisation');
}

function contentOf(path: string, file: Text): { readonly entities: readonly Json[] } | Problem {
  const text = textOf(() => bytesOf(path === '-' ? 0 : path), file);
  if (typeof text !== 'string') return text;
  return guarded<{ readonly entities: readonly Json[] } | Problem>(
    file,
    () => entitiesOf(withRemedy(parseJson(text, file)), file),
    (problem) => problem,
  );
}

function withRemedy(parsed: ReturnType<typeof parseJson>): ReturnType<typeof parseJson> {
  return 'message' in parsed ? { ...parsed, remedy: REMEDY } : parsed;
}

function entitiesOf(
  parsed: ReturnType<typeof parseJson>,
  file: Text,
): { readonly entities: readonly Json[] } | Problem {
  if ('message' in parsed) return parsed;
  const say = (message: Text): Problem => ({ message, remedy: REMEDY, at: { file } });
  const { value } = parsed;
  if (!isObject(value) || !Array.isArray(value.entities)) return say(publicText('is no list of OAuth clients'));
  const { total, nextUri = null } = value;
  const entities = value.entities as readonly Json[];
  const all = Math.max(typeof total === 'number' ? total : 0, entities.length + (nextUri === null ? 0 : 1));
  if (all > entities.length) {
    const more = publicText(nextUri === null ? '' : ' or more');
    return say(
      printed`holds ${entities.length} of ${all}${more} OAuth clients: those that it leaves out would not be judged`,
    );
  }
  return { entities };
}
