import type { Acknowledgment, ClientVerdict, Declaration, OAuthClientRecord, Reading, Report } from '../model';
import { isProfileId, type Profile, profileOf } from '../scopes';

/**
 * The source as if its code still said what it said before, as far as a report of before tells: without exemptions and
 * acknowledgments that are new, and with the profile that a client had. The same reading where nothing differs, or where
 * the report does not know the source.
 */
export function withCodeBefore(reading: Reading, { sources, clients, accepted }: Report): Reading {
  const { label } = reading.source;
  if (!sources.some((source) => source.label === label)) return reading;
  const known = new Map(clients.filter(({ source }) => source === label).map((client) => [client.address, client]));
  const wasAccepted = (client: OAuthClientRecord, { rule, subject }: Acknowledgment) =>
    accepted.some(
      (finding) =>
        finding.source === label &&
        finding.rule === rule &&
        finding.instances.includes(client.instance) &&
        (subject === undefined || finding.subject === subject),
    );
  const before = reading.clients.map((client) => {
    const { declared = NOTHING } = client;
    const was = known.get(client.change?.movedFrom ?? client.instance);
    const kept = declarationBefore(declared, was, (each) => wasAccepted(client, each));
    return kept === declared ? client : { ...client, declared: kept };
  });
  return before.every((client, index) => client === reading.clients[index]) ? reading : { ...reading, clients: before };
}

/** What is declared of a client of which the code says nothing. */
const NOTHING: Declaration = {};

function declarationBefore(
  declared: Declaration,
  before: ClientVerdict | undefined,
  wasAccepted: (acknowledgment: Acknowledgment) => boolean,
): Declaration {
  const { exempt, acknowledge = [], profile } = declared;
  const accepted = acknowledge.filter(wasAccepted);
  const isNewlyExempt = exempt !== undefined && before?.verdict !== 'ignored';
  const wider = widerBefore(profile, before);
  if (!isNewlyExempt && accepted.length === acknowledge.length && wider === undefined) return declared;
  return {
    ...declared,
    acknowledge: accepted,
    ...(isNewlyExempt && { exempt: undefined }),
    ...(wider && { profile: wider }),
  };
}

/** The profile that the client had, where it asked for something that the new one does not. */
function widerBefore(profile: Declaration['profile'], before: ClientVerdict | undefined): Profile | undefined {
  // The base profile stood as long as the code said nothing. What the policy named is for the policy of before to tell.
  const isOfCode = before?.origin === 'construct' || (before?.origin === 'assumed' && profile !== undefined);
  if (!isOfCode || before.profile === null || !isProfileId(before.profile)) return undefined;
  const [was, is] = [profileOf(before.profile), profile && profileOf(profile)];
  return is !== undefined && was.capabilities.every((each) => is.capabilities.includes(each)) ? undefined : was;
}
