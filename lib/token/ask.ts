import {
  type Deadline,
  describeFailure,
  type GenesysAddress,
  type GenesysReader,
  genesysReader,
  HttpError,
  type HttpFailure,
} from '../http';
import { explainFailure } from '../live';
import { type Problem, printed, publicText, type Text } from '../model';
import { CAUSES } from '../operations';
import type { Approval, TokenFacts } from './facts';
import { type Claims, namesOf } from './jwt';

/** What GET /api/v2/tokens/me takes, as the API document has it. */
const NEEDED = 'user-basic-info';

/**
 * Asks the organisation what a token may do. Where the token may not even ask that, the refusal is an answer too.
 * The problem of one that cannot be asked says whether it may be better later.
 */
export async function askOf(
  token: string,
  address: GenesysAddress,
  deadline: Deadline,
): Promise<TokenFacts | (Problem & { readonly mayPass: boolean })> {
  const cloud = { ...address, credentials: { accessToken: token }, secrets: [token] };
  try {
    const api = await genesysReader(cloud, deadline);
    const facts = factsIn(await api.get('/api/v2/tokens/me'), address.api.host);
    if (facts === undefined) throw new HttpError({ kind: 'unreadable' });
    const id = facts.client?.id;
    return id === undefined ? facts : { ...facts, approval: await approvalOf(api, id, address) };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { failure } = error;
    if (failure.kind === 'status' && failure.code === 'app.not.authorized.for.scope') {
      return { isVerified: true, from: publicText(address.api.host), lacks: NEEDED };
    }
    return { ...explained(failure, address), mayPass: mayPass(failure) };
  }
}

/** The client's credentials are not at hand here: what is wrong is the token. */
function explained(failure: HttpFailure, address: GenesysAddress): Problem {
  const problem = explainFailure(failure, address, { scopes: [NEEDED] });
  if (failure.kind !== 'status' || failure.status !== 401) return problem;
  if (failure.code !== undefined && failure.code !== 'bad.credentials') return problem;
  const { title, remedy } = CAUSES['bad-token'];
  return { ...problem, message: printed`${problem.message}: ${publicText(title)}`, remedy: publicText(remedy) };
}

/** Whether waiting may help: a new token, or a platform that is well again. */
function mayPass(failure: HttpFailure): boolean {
  return failure.kind !== 'elsewhere';
}

/** What is told of a token, as far as it has the documented form. */
function factsIn(content: unknown, host: string): TokenFacts | undefined {
  const { organization, authorizedScope, dateTokenIdles, OAuthClient } = members(content);
  const client = members(OAuthClient);
  const [granted, own] = [namesOf(authorizedScope), namesOf(client.scope)];
  if (granted === undefined && own === undefined) return undefined;
  return {
    isVerified: true,
    from: publicText(host),
    organisation: { id: text(members(organization).id), name: text(members(organization).name) },
    client: { id: text(client.id), name: text(client.name), grant: text(client.authorizedGrantType), scopes: own },
    // What the client holds is no answer: a token that is older may lack some of it.
    granted,
    ends: text(dateTokenIdles),
  };
}

async function approvalOf(api: GenesysReader, id: string, { api: { host } }: GenesysAddress): Promise<Approval> {
  try {
    const answer = members(await api.get(`/api/v2/oauth/authorizations/${encodeURIComponent(id)}`));
    const state = text(answer.state);
    if (state === undefined) throw new HttpError({ kind: 'unreadable' });
    return { state: publicText(state), scopes: namesOf(answer.scope), isPending: answer.pending === true };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return { notTold: whyNot(error.failure, host) };
  }
}

function whyNot(failure: HttpFailure, host: string): Text {
  if (failure.kind === 'status' && failure.status === 403) {
    return publicText('this token may not ask for it (permission oauth:client:authorize, scope oauth:readonly)');
  }
  if (failure.kind === 'status' && failure.status === 404) return publicText('none is recorded for the client');
  return publicText(describeFailure(failure, host));
}

/** What a JSON Web Token says of itself, without a question to anybody. */
export function factsOfClaims({ scopes, organisation, expires }: Claims): TokenFacts {
  return {
    isVerified: false,
    from: publicText('the token itself'),
    organisation: { id: organisation },
    granted: scopes,
    ends: expires === undefined ? undefined : dateText(expires),
  };
}

function dateText(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
