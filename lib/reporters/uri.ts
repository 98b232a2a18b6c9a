/**
 * A path as the URI that SARIF asks for: relative where the path is, and with nothing in it that a reader could take for a
 * scheme, a query or a fragment.
 */
export function uriOf(path: string): string {
  const drive = /^([A-Za-z]):[\\/]/.exec(path);
  if (drive) return `file:///${drive[1]}:/${encoded(path.slice(3).replaceAll('\\', '/'))}`;
  if (path.startsWith('/')) return `file://${encoded(path)}`;
  return encoded(path.replace(/^(?:\.\/+)+/, '')) || '.';
}

function encoded(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Half of a surrogate pair cannot be encoded; it becomes the character that stands for what is broken. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(Buffer.from(segment).toString());
}
