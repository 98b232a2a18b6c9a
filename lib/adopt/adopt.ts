import { type Acknowledgment, MISSING_SCOPE } from '../model';
import { type ClientProfileId, isProfileId } from '../scopes';
import { labelsOf } from '../sources';
import type { AdoptedClient, Adoption, AdoptOptions, ConstructForm } from './adopted-client';
import { addressOf, type Choice, choose, type ProfileChoice } from './choose';
import type { Collected } from './collect';
import type { ExistingClient } from './existing';
import { type Found, judgeAdopted } from './judge';
import { remarksOn } from './remarks';
import { scopePropsOf } from './scopes-of';

/**
 * Decides for each client what it becomes. A pure function: the same clients give the same code, in whatever order they
 * come.
 */
export function adopt({ clients, remarks, problems }: Collected, options: AdoptOptions): Adoption {
  const named = clients.map(({ id, held: { name } }) => ({ id, name }));
  const constructIds = labelsOf(named, takenFor(clients, options.by));
  const drafts = clients.map((client): Draft => {
    const constructId = constructIds.get(client.id) as string;
    const choice = choose(client, constructId, options);
    return { choice, adopted: adoptedAs(client, constructId, choice, options) };
  });
  const found = judgeAdopted(
    drafts.map(({ adopted }) => adopted),
    options,
  );
  return {
    clients: drafts.map((each) => accepting(each, found.get(each.adopted.address) ?? [])),
    by: options.by,
    remarks,
    problems,
  };
}

interface Draft {
  readonly choice: Choice;
  readonly adopted: AdoptedClient;
}

const RESERVED = new Set(['Default', 'Resource', 'genesys_scopes', 'genesyscloud']);

/**
 * Which ids a construct cannot have: CDKTF's own, ours, what the provider is called, what every object has; and where
 * clients move, those under which the state has another. Terraform would find the place occupied and destroy the one that
 * is to move there.
 */
function takenFor(
  clients: readonly ExistingClient[],
  by: AdoptOptions['by'],
): (constructId: string, id: string) => boolean {
  const stay = new Map(clients.map(({ id, record }) => [record.instance as string, id]));
  const occupied = new Set(by === 'move' ? clients.map(({ record }) => record.address as string) : []);
  return (constructId, id) => {
    const address = addressOf(constructId);
    return (
      RESERVED.has(constructId) ||
      constructId in Object.prototype ||
      (occupied.has(address) && stay.get(address) !== id)
    );
  };
}

function adoptedAs(client: ExistingClient, constructId: string, choice: Choice, options: AdoptOptions): AdoptedClient {
  const address = addressOf(constructId);
  const { instance } = client.record;
  const made =
    choice.kind === 'profile'
      ? constructOf(client, choice, options)
      : { scopes: client.held.scopes, form: { kind: 'raw' as const } };
  return {
    client,
    constructId,
    address,
    why: choice.why,
    ...made,
    // Terraform refuses a move to where the client is already.
    ...(options.by === 'move' && instance !== address && { movedFrom: instance }),
    remarks: remarksOn(client, made, options.by),
  };
}

function constructOf(
  { held }: ExistingClient,
  { profile, vocabulary }: ProfileChoice,
  { acceptsRemovals }: AdoptOptions,
): { readonly scopes: readonly string[]; readonly form: ConstructForm } {
  const { all, ...props } = scopePropsOf(profile, vocabulary, held.scopes, !acceptsRemovals);
  // A built-in profile to which the policy allows some more is still that profile, and the policy goes on allowing it.
  const named = isProfileId(profile.id) ? (profile.id as ClientProfileId) : profile;
  return { scopes: all, form: { kind: 'construct', profile: named, vocabulary, acknowledge: [], ...props } };
}

/** What an existing client has is adopted although a rule forbids it: the code says so, and every report shows it. */
function accepting({ choice, adopted }: Draft, found: readonly Found[]): AdoptedClient {
  const { form } = adopted;
  if (found.length === 0) return adopted;
  if (form.kind === 'raw') {
    if (choice.kind !== 'raw') return adopted;
    const { reason, isDecided } = choice;
    return { ...adopted, form: { kind: 'raw', ...(isDecided ? { exempt: reason } : { undecided: reason }) } };
  }
  const acknowledge = found.filter(({ rule }) => rule !== MISSING_SCOPE).map(toAcknowledgment);
  return { ...adopted, form: { ...form, acknowledge } };
}

function toAcknowledgment({ rule, subject }: Found): Acknowledgment {
  // CDKTF would take such a name for one of its tokens.
  const isSafe = subject !== undefined && !subject.includes('{TfToken[');
  return { rule, ...(isSafe && { subject }), reason: 'it was so when the client was adopted' };
}
