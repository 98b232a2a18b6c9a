export { adopt } from './adopt';
export { codeOf } from './code';
export { type Collected, collectClients } from './collect';
export { type Guess, guess } from './guess';
export { type Inputs, readInputs } from './inputs';
export { collectLive } from './live';
export { adoptionMarkdown, adoptionText } from './report';
