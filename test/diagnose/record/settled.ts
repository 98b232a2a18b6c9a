/** What differs from one recording to the next, made the same: ports and generated ids. The tokens are none of any organisation. */
export function settled(url: string): (text: string) => string {
  const port = new URL(url).port;
  return (text) => {
    const ids = new Map<string, string>();
    return text
      .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:8080')
      .replaceAll(/127\.0\.0\.1:(?!8080)\d{4,5}/g, '127.0.0.1:3128')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        const number = String(ids.size + 1).padStart(12, '0');
        if (!ids.has(id)) ids.set(id, `00000000-0000-4000-8000-${number}`);
        return ids.get(id) ?? id;
      });
  };
}
