export { type AgentCall, type AgentCallWithScopes, agentCallOf, agentCalls } from './agent-calls';
export { CAUSES, type Cause, causeOfCode, ERROR_CODES } from './error-codes';
export { loadOperations, type Operation, type Operations } from './operations';
