import { failureWords, type GenesysAddress, type HttpFailure } from '../http';
import { type Problem, publicText } from '../model';
import { CAUSES, causeOfCode } from '../operations';

/** What asking an organisation takes. */
export interface Needs {
  /** Of the roles of whoever asks. */
  readonly permission?: string;
  /** One of them, of a token that speaks for a user. */
  readonly scopes: readonly string[];
}

/** Why an organisation cannot be asked, and what to do about it. */
export function explainFailure(failure: HttpFailure, { api }: GenesysAddress, needs: Needs): Problem {
  const message = publicText(failureWords(failure));
  const remedy = remedyOf(failure, needs);
  return { message, at: { file: publicText(api.host) }, ...(remedy !== undefined && { remedy: publicText(remedy) }) };
}

function remedyOf(failure: HttpFailure, { permission, scopes }: Needs): string | undefined {
  if (failure.kind === 'unreachable') return remedyOfNetwork(failure.code);
  if (failure.kind !== 'status') return undefined;
  const { status, code = '' } = failure;
  const cause = causeOfCode(code);
  // The answer to a 403 that says nothing of its reason: whatever is needed may be what is missing.
  if (status === 403 && (cause === undefined || ['scope-missing', 'permission-missing', 'refused'].includes(cause))) {
    const scope = `the scope ${scopes.join(' or ')}`;
    return permission === undefined
      ? `A token needs ${scope}.`
      : `The client that logs in needs the permission ${permission}, and a token ${scope}.`;
  }
  if (cause !== undefined && cause !== 'bad-token') return CAUSES[cause].remedy;
  if (status === 400 || status === 401)
    return 'Check the credentials, and that they are of an organisation in this region.';
  return undefined;
}

function remedyOfNetwork(code: string): string | undefined {
  if (/CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET/.test(code)) {
    return 'Where an own CA signs what comes in, name its certificate in NODE_EXTRA_CA_CERTS.';
  }
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code)
    ? 'Where a proxy leads out of the network, name it in HTTPS_PROXY.'
    : undefined;
}
