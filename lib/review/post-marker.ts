/** What a comment key may be: it stands in an HTML comment, which it must not be able to end. */
const KEY = /^[A-Za-z0-9._/-]{1,100}$/;

/** Whether a string may name a comment. Used to tell the comments of several jobs on one pull request apart. */
export function isCommentKey(key: string): boolean {
  return KEY.test(key);
}

/** The hidden first line by which a comment is found again. */
export function markerOf(key: string): string {
  return `<!-- genesys-scopes:${key} -->`;
}

/** Whether a comment begins with the marker: further down it may be a quotation. */
export function hasMarker(body: string, marker: string): boolean {
  return body.split(/\r?\n/, 1)[0] === marker;
}
