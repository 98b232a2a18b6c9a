export type { Api, ApiOptions, Method } from './api';
export { type ApiBase, apiBase } from './api-base';
export { type Deadline, PATIENCE, type Patience, startDeadline } from './deadline';
export {
  type AddressOptions,
  type GenesysAddress,
  type GenesysCloud,
  type GenesysReader,
  genesysAddress,
  genesysCloudIn,
  genesysReader,
  isCredential,
  TOKEN,
} from './genesys-cloud';
export { githubApi } from './github-api';
export { describeFailure, failureWords, HttpError, type HttpFailure } from './http-error';
export { redact } from './redact';
export { type RestApiOptions, restApi } from './rest-api';
