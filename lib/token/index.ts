export { askOf, factsOfClaims } from './ask';
export type { TokenFacts } from './facts';
export { judgeToken, type TokenReport } from './judge';
export { type Claims, claimsOf } from './jwt';
export { tokenJson, tokenText } from './token-report';
export { readTokenText, tokenIn } from './token-text';
