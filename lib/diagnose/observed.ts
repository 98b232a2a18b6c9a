import type { Location, Text } from '../model';
import type { Call } from './call';

/** What came back from a call, of which only this is kept: everything else in an answer may be secret. */
export interface Answer {
  /** 0: none came, or none was recorded. */
  readonly status: number;
  /** What the browser calls the reason that none came, such as `net::ERR_TUNNEL_CONNECTION_FAILED`. */
  readonly failure?: string;
  /** `unrecorded`: there may have been a body. */
  readonly body: 'json' | 'html' | 'other' | 'none' | 'unrecorded';
  /** The code of a refusal: lower-case words and dots, nothing else is taken for one. */
  readonly code?: string;
  /** What stands in the brackets of the message, as far as it looks like names of scopes. */
  readonly scopes?: readonly string[];
  /** Permissions in the message that are published ones. */
  readonly permissions?: readonly string[];
  /** The number that Genesys support asks for. */
  readonly correlation?: string;
  /** Whether the platform itself answered, by its correlation id. Undefined where no headers were recorded. */
  readonly isPlatform?: boolean;
  readonly limits?: RateLimit;
}

export interface RateLimit {
  readonly 'retry-after'?: number;
  readonly 'inin-ratelimit-count'?: number;
  readonly 'inin-ratelimit-allowed'?: number;
  readonly 'inin-ratelimit-reset'?: number;
}

/** A call that failed. */
export interface Exchange {
  /** Absent where a log names none. */
  readonly call?: Call;
  readonly answer: Answer;
  readonly at: Location;
  /** How often it shows. */
  readonly count: number;
  /** The OAuth client whose token it carried. */
  readonly client?: TokenOwner;
}

/** What `GET /api/v2/tokens/me` or the address of the login says of whom a token belongs to. */
export interface TokenOwner {
  readonly id?: string;
  /** Scopes that the token holds. */
  readonly holds?: readonly string[];
}

/** Something that failed, or is amiss, without being a refused call. */
export const INCIDENTS = [
  'sasl-refused',
  'sasl-error',
  'channel-lost',
  'many-channels',
  'jwt',
  'no-station',
  'topics-dropped',
  'topics-rejected',
  'not-approved',
  'login-refused',
  'no-connection',
] as const;

export interface Incident {
  readonly kind: (typeof INCIDENTS)[number];
  readonly at: Location;
  readonly count: number;
  /** What the evidence says, in words of the product. */
  readonly said: Text;
  readonly client?: TokenOwner;
}

/** Whether the notification channel was reached. */
export interface Upgrade {
  readonly tried: number;
  readonly reached: number;
  /** Where it was first reached. */
  readonly at?: Location;
}

/** What one file shows. */
export interface Observed {
  readonly file: Text;
  readonly kind: 'har' | 'log';
  /** What was looked at, as one sentence. */
  readonly looked: Text;
  readonly exchanges: readonly Exchange[];
  readonly incidents: readonly Incident[];
  readonly upgrade: Upgrade;
  /** Channels that were opened. */
  readonly channels: number;
  /** Where the SDK begins to log in; of logs only. */
  readonly begins?: Location;
}
