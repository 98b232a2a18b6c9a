/** Why a request came to nothing, after all retries. Holds no secret: the server's words are cleared of the token. */
export type HttpFailure =
  | { readonly kind: 'status'; readonly status: number; readonly words: string; readonly code?: string }
  /** The server wants to be left alone for longer than there is time. */
  | { readonly kind: 'rate-limit'; readonly status: number; readonly words: string }
  /** `isFinal`: another try would end the same. */
  | { readonly kind: 'unreachable'; readonly code: string; readonly isFinal?: true }
  | { readonly kind: 'time-limit'; readonly seconds: number }
  /** A redirect, or a link to another host: the token is not carried there. */
  | { readonly kind: 'elsewhere'; readonly host: string }
  /** An answer that is no JSON of the documented shape, as a proxy or a sign-in page gives. */
  | { readonly kind: 'unreadable' };

/** What every client of this folder throws, and nothing else. */
export class HttpError extends Error {
  public constructor(public readonly failure: HttpFailure) {
    super(failure.kind);
  }
}

/** Whether another try would end the same: sent on to the same address again, or refused on the way. */
export function isFinal(error: unknown): boolean {
  if (!(error instanceof HttpError)) return false;
  const { failure } = error;
  return failure.kind === 'elsewhere' || (failure.kind === 'unreachable' && failure.isFinal === true);
}

/** Says what failed, for failures that mean the same with every server. */
export function describeFailure(failure: HttpFailure, host: string): string {
  return `${host} ${failureWords(failure)}`;
}

/** {@link describeFailure} where the host stands before it. */
export function failureWords(failure: HttpFailure): string {
  switch (failure.kind) {
    case 'status':
      return `answered ${failure.status}${inBrackets(failure.words)}`;
    case 'rate-limit':
      return `answered ${failure.status}: its rate limit is used up. Run the job again later`;
    case 'unreachable':
      return `cannot be reached (${failure.code})`;
    case 'time-limit':
      return `did not answer within ${Number(failure.seconds.toFixed(1))} seconds`;
    case 'elsewhere':
      return `sends on to ${failure.host}, which is not followed: the token stays with the configured address`;
    case 'unreadable':
      return 'answered something that is not of its API';
  }
}

function inBrackets(words: string): string {
  return words === '' ? '' : ` (${words})`;
}
