import type { Text } from '../model';

/** What is known of a token. Holds nothing of the token itself. */
export interface TokenFacts {
  /** False for what a token says of itself, which nobody has checked. */
  readonly isVerified: boolean;
  /** Who said it: the host that was asked, or the token itself. */
  readonly from: Text;
  readonly organisation?: { readonly id?: string | undefined; readonly name?: string | undefined };
  readonly client?: TokenClient;
  /** The scopes that the token holds; absent where that is not known. */
  readonly granted?: readonly string[] | undefined;
  /** A scope that the token lacks for certain, where nothing else is known. */
  readonly lacks?: string;
  /** When the token ends or idles out, as the platform writes it. */
  readonly ends?: string | undefined;
  readonly approval?: Approval;
}

/** The OAuth client that a token was given to. */
export interface TokenClient {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly grant?: string | undefined;
  /** What the client itself holds now, which a token that is older may not. */
  readonly scopes?: readonly string[] | undefined;
}

/** Whether an administrator has approved the client, or why that is not known. */
export type Approval =
  | { readonly state: Text; readonly scopes?: readonly string[] | undefined; readonly isPending: boolean }
  | { readonly notTold: Text };
