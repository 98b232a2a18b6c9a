export { adopt } from './adopt';
export type { AdoptedClient, Adoption, AdoptOptions } from './adopted-client';
export { type Announcement, announce } from './announce';
export { codeOf } from './code';
export { type Collected, collectClients } from './collect';
export { type Guess, guess } from './guess';
export { type Inputs, readInputs } from './inputs';
export { collectLive } from './live';
export { adoptionMarkdown, adoptionText } from './report';
