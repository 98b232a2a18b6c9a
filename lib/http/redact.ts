import { HttpError } from './http-error';

const MAX_WORDS = 200;

/** Takes secrets out of a text, also in the forms in which servers and libraries repeat them. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf);
  // The longest first: one secret may hold another.
  return [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .reduce((all, form) => all.replaceAll(form, '***'), text);
}

function formsOf(secret: string): string[] {
  const encoded = [secret, `Bearer ${secret}`].flatMap((each) => {
    const base64 = Buffer.from(each).toString('base64');
    return [base64, base64.replace(/=+$/, ''), Buffer.from(each).toString('base64url')];
  });
  // A host is written in small letters.
  const small = secret.length < LEAST ? [] : [secret.toLowerCase()];
  return [secret, ...small, encodeURIComponent(secret), ...encoded];
}

/** A shorter text stands in many words. No secret of Genesys Cloud is shorter. */
const LEAST = 8;

/** No answer of the API has more levels. */
const MOST_LEVELS = 100;

/** Takes secrets out of every text in an answer. @throws HttpError for one that is nested beyond all measure */
export function redacted(value: unknown, secrets: readonly string[], level = 0): unknown {
  if (level > MOST_LEVELS) throw new HttpError({ kind: 'unreadable' });
  if (typeof value === 'string') {
    return redact(
      value,
      secrets.filter(({ length }) => length >= LEAST),
    );
  }
  if (Array.isArray(value)) return value.map((each) => redacted(each, secrets, level + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redacted(each, secrets, level + 1)]));
}

/** What a server said of an error, fit for one line of a message. */
export function wordsOf(text: string, secrets: readonly string[]): string {
  // Cleared before it is cut, which could leave half of a secret.
  const words = redact(text, secrets).replaceAll(/\s+/g, ' ').trim();
  return words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS)}…` : words;
}
