import type { Acknowledgment, Declaration, Problem, Text } from '../model';
import type { ClientProfileId, Profile, Vocabulary } from '../scopes';
import type { Judge } from './choose';
import type { ExistingClient } from './existing';

export interface AdoptOptions extends Judge {
  /** How the code gets hold of the clients: by their ids, or by the addresses that they have in the stack's own state. */
  readonly by: 'import' | 'move';
  /** Whether what a client holds beyond its profile goes. */
  readonly acceptsRemovals: boolean;
  /** The day, as YYYY-MM-DD. */
  readonly today: string;
}

/** What comes of existing clients. */
export interface Adoption {
  readonly clients: readonly AdoptedClient[];
  readonly by: AdoptOptions['by'];
  /** Sentences about what is not adopted, or was not taken from where one would think. */
  readonly remarks: readonly Text[];
  readonly problems: readonly Problem[];
}

/** A client as the code will have it. */
export interface AdoptedClient {
  readonly client: ExistingClient;
  readonly constructId: string;
  readonly address: Text;
  readonly form: ConstructForm | RawForm;
  /** Why it has that form. */
  readonly why: Text;
  /** Its scopes in the code. */
  readonly scopes: readonly string[];
  /** The address that it has in the state, where the code is to move it from there. */
  readonly movedFrom?: Text;
  /** What else there is to know of it. */
  readonly remarks: readonly Text[];
}

/** A `MigratedProfileClient`. */
export interface ConstructForm {
  readonly kind: 'construct';
  readonly profile: ClientProfileId | Profile;
  readonly vocabulary: Vocabulary;
  /** @default - they are generated */
  readonly scopes?: readonly string[];
  readonly additionalScopes: readonly string[];
  readonly acknowledge: readonly Acknowledgment[];
}

/** The provider's own resource. */
export interface RawForm {
  readonly kind: 'raw';
  /** Why it is left out of the check, where it would not pass. */
  readonly exempt?: string;
  /** Why nobody can tell what it is for, where the synth gate refuses it until a person decides. */
  readonly undecided?: string;
}

/** What is declared of a client in the code. */
export function declarationOf(form: AdoptedClient['form']): Declaration | undefined {
  if (form.kind === 'raw') return form.exempt === undefined ? undefined : { exempt: form.exempt };
  const { profile, vocabulary, additionalScopes, acknowledge } = form;
  return { profile, vocabulary, additionalScopes, acknowledge };
}
