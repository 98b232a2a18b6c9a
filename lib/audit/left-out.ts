import { type OAuthClientRecord, printed, publicText, type Reading, type Text } from '../model';

/** In which states of a client nobody can log in with it. */
const LEFT_OUT_STATES: readonly string[] = ['disabled', 'inactive'];

/** The clients of an organisation, as far as somebody can log in with them. */
export interface Listed {
  readonly reading: Reading;
  /** How many others there are. */
  readonly leftOut: number;
  /** Sentences about those. */
  readonly remarks: readonly Text[];
}

/** Leaves out the clients that nobody can log in with: what they hold opens nothing. */
export function leaveOut(reading: Reading): Listed {
  const gone = reading.clients.filter((client) => stateOf(client) !== undefined);
  if (gone.length === 0) return { reading, leftOut: 0, remarks: [] };
  const named = gone.map((client) => printed`${client.address} (${publicText(stateOf(client) ?? '')})`).sort();
  return {
    reading: { ...reading, clients: reading.clients.filter((client) => !gone.includes(client)) },
    leftOut: gone.length,
    remarks: [printed`left out, because nobody can log in with them: ${named}`],
  };
}

function stateOf({ attributes }: OAuthClientRecord): string | undefined {
  const state = attributes?.state;
  return state?.kind === 'known' ? LEFT_OUT_STATES.find((each) => each === state.value) : undefined;
}
