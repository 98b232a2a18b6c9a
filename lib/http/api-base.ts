/** Where an API begins. Made by {@link apiBase} only, so a token goes to no other kind of address. */
export interface ApiBase {
  /** Without a slash at the end. */
  readonly href: string;
  readonly origin: string;
  readonly host: string;
}

/**
 * Reads the address of an API that a token is sent to: https, or http on this machine (a test server, a proxy beside the
 * job). The reason of a refusal never repeats the address, which may carry a password.
 */
export function apiBase(address: string): ApiBase | { readonly refused: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['https:', 'http:'].includes(url.protocol))
    return { refused: 'is no http or https address' };
  if (url.username !== '' || url.password !== '') return { refused: 'carries a user name or a password' };
  if (url.search !== '' || url.hash !== '') return { refused: 'carries a query or a fragment' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return { refused: 'is plain http: a token is sent over https only, or over http to this machine' };
  }
  return { href: url.href.replace(/\/+$/, ''), origin: url.origin, host: url.host };
}

/** Only names and addresses that cannot lead off this machine. The parser has put them in their one normal form. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
