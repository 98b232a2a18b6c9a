const MAX_WORDS = 200;

/** Takes secrets out of a text, also in the forms in which servers and libraries repeat them. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]);
  // The longest first: one secret may hold another.
  return [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .reduce((all, form) => all.replaceAll(form, '***'), text);
}

/** What a server said of an error, fit for one line of a message. */
export function wordsOf(text: string, secrets: readonly string[]): string {
  // Cleared before it is cut, which could leave half of a secret.
  const words = redact(text, secrets).replaceAll(/\s+/g, ' ').trim();
  return words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS)}…` : words;
}
