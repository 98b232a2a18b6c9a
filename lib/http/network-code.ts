/** An error and what led to it. The platform's errors may be of another realm, so none is asked for its class. */
export function causesOf(error: unknown): object[] {
  if (typeof error !== 'object' || error === null) return [];
  return [error, ...causesOf('cause' in error ? error.cause : undefined)];
}

/** What the network calls the error, such as ECONNREFUSED. Its message is left alone: it may repeat what was sent. */
export function networkCode(error: unknown): string | undefined {
  const codes = causesOf(error).map((cause) => ('code' in cause ? cause.code : undefined));
  return codes.find((code) => typeof code === 'string');
}
