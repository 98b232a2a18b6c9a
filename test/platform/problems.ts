import { randomUUID } from 'node:crypto';
import type { Answer } from '../loopback/server';

/** The errors that the stand-in gives, with the text that the published document declares for each code. */
const PROBLEMS = {
  'authentication.required': [401, 'No authentication bearer token specified in authorization header.'],
  'bad.credentials': [401, 'Invalid login credentials.'],
  'app.not.authorized.for.scope': [403, 'App not authorized to use scope %s'],
  'not.a.user': [
    400,
    'This request requires a user context. Client credentials cannot be used for requests to this resource.',
  ],
  'auth.invalid.scope': [400, 'Client has invalid scope'],
  'missing.client.roles': [400, 'Client roles and divisions are missing.'],
  'bad.request': [400, 'The request could not be understood by the server due to malformed syntax.'],
  'bad.client.state': [400, 'Client is disabled.'],
  'bad.grant.type': [400, 'Invalid grant type.'],
  'cannot.delete.client': [400, 'Clients must be marked as inactive to be eligible for deletion.'],
  'client.not.found': [404, 'Client was not found.'],
  'userservice.station.notfound': [404, 'Station is not found'],
  'not.found': [404, 'The requested resource was not found.'],
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** A refusal in the form of the platform. */
export function problem(code: ProblemCode, parameter = ''): Answer {
  const [status, template] = PROBLEMS[code];
  const message = template.replace('%s', parameter);
  const contextId = randomUUID();
  const json = { message, code, status, contextId, details: [], errors: [] };
  return { status, json, headers: { 'inin-correlation-id': contextId } };
}

/** Ends the handling of a request with a refusal. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(code: ProblemCode, parameter?: string) {
    super(code);
    this.answer = problem(code, parameter);
  }
}
