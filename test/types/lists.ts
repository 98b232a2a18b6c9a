// Compiled by test/scopes/types.test.ts: every line marked `error:` must be refused with that text, every other one not.
import { TerraformStack, TerraformVariable } from 'cdktf';
import { defineProfile, MigratedProfileClient, ScopeValidation, type Vocabulary, ZendeskMigration } from '../../lib';

declare const stack: TerraformStack;
declare const variable: TerraformVariable;
declare const atRunTime: string[];
declare const someVocabulary: Vocabulary;
declare const someProfile: 'agent' | 'chat-agent';
declare const flag: boolean;
declare const eitherName: 'webphone:use' | 'users';
const props = { name: 'Agents', authorizedGrantType: 'CODE' };
const BASE = ['webphone:use', 'interaction:read', 'routing:user'] as const;
const FEW = ['webphone:use', 'interaction:read'] as const;
const lead = defineProfile({ id: 'lead', capabilities: ['interaction'], scopes: ['analytics:readonly'] });

new MigratedProfileClient(stack, '01', { ...props, profile: 'agent' });
new MigratedProfileClient(stack, '02', { ...props, profile: 'agent', scopes: ['webphone:use', 'interaction:read', 'routing:user'] });
new MigratedProfileClient(stack, '03', { ...props, profile: 'agent', scopes: BASE });
new MigratedProfileClient(stack, '04', { ...props, profile: 'chat-agent', scopes: [...BASE, 'interaction:write', 'digital:read'] });
new MigratedProfileClient(stack, '05', { ...props, profile: 'agent', scopes: ['user-basic-info', 'organization', 'notifications', 'conversations', 'users', 'routing:readonly'] });
new MigratedProfileClient(stack, '06', { ...props, profile: 'agent', scopes: atRunTime });
new MigratedProfileClient(stack, '07', { ...props, profile: 'agent', scopes: variable.listValue });
new MigratedProfileClient(stack, '08', { ...props, profile: 'agent', scopes: ['webphone:use', variable.stringValue] });
new MigratedProfileClient(stack, '09', { ...props, profile: someProfile, scopes: BASE });
new MigratedProfileClient(stack, '10', { ...props, profile: 'agent', vocabulary: someVocabulary, scopes: BASE });
new MigratedProfileClient(stack, '11', { ...props, profile: lead, scopes: ['interaction:read', 'analytics'] });
new MigratedProfileClient(stack, '12', { ...props, profile: 'agent', additionalScopes: ['analytics:readonly'] });
new MigratedProfileClient(stack, '13', { ...props, profile: 'agent', additionalScopes: atRunTime });

new MigratedProfileClient(stack, '21', { ...props, profile: 'agent', scopes: ['webphone:use', 'interaction:read'] }); // error: lacks the required scope routing:user
new MigratedProfileClient(stack, '22', { ...props, profile: 'agent', scopes: FEW }); // error: lacks the required scope routing:user
new MigratedProfileClient(stack, '23', { ...props, profile: 'chat-agent', scopes: [...BASE, 'interaction:write'] }); // error: lacks the required scope digital:read
new MigratedProfileClient(stack, '24', { ...props, profile: 'agent', scopes: ['webphone:us', 'interaction:read', 'routing:user'] }); // error: unknown scope webphone:us
new MigratedProfileClient(stack, '25', { ...props, profile: 'agent', scopes: ['user-basic-info', 'organization', 'notifications', 'conversations', 'users:readonly', 'routing'] }); // error: lacks the required scope users
new MigratedProfileClient(stack, '26', { ...props, profile: 'agent', vocabulary: 'platform', scopes: BASE }); // error: lacks the required scope
new MigratedProfileClient(stack, '27', { ...props, profile: 'agent', scopes: ['webphone:use', 'interaction:read', 'users', 'routing'] }); // error: lacks the required scope routing:user
new MigratedProfileClient(stack, '28', { ...props, profile: lead, scopes: ['interaction:read'] }); // error: lacks the required scope analytics:readonly
new MigratedProfileClient(stack, '29', { ...props, profile: 'agent', scopes: [] }); // error: lacks the required scope
new MigratedProfileClient(stack, '30', { ...props, profile: 'agent', additionalScopes: ['analytic:readonly'] }); // error: unknown scope analytic:readonly
new MigratedProfileClient(stack, '31', { ...props, profile: 'chat-agents' }); // error: "chat-agents"
new MigratedProfileClient(stack, '32', { ...props, profile: 'light-agent' }); // error: "light-agent"
new MigratedProfileClient(stack, '33', { ...props, profile: 'agent', vocabulary: 'genesys' }); // error: "genesys"
new MigratedProfileClient(stack, '34', { profile: 'agent', authorizedGrantType: 'CODE' }); // error: 'name'
ScopeValidation.of(stack).assign(new MigratedProfileClient(stack, '35', { ...props, profile: 'agent' }).resource, { profile: 'agent', additionalScopes: ['nope'] }); // error: unknown scope nope
new MigratedProfileClient(stack, '36', { ...props, profile: 'agent', scopes: flag ? ['webphone:use', 'interaction:read', 'routing:user'] : ['interaction:read'] }); // error: lacks the required scope
new MigratedProfileClient(stack, '37', { ...props, profile: 'agent', scopes: [eitherName, 'interaction:read', 'routing:user'] }); // error: lacks the required scope webphone:use
new MigratedProfileClient(stack, '38', { ...props, profile: 'agent', scopes: ['webphoen:use', ...atRunTime] }); // error: unknown scope webphoen:use
new MigratedProfileClient(stack, '39', { ...props, profile: 'agent', scopes: ['webphoen:use', variable.stringValue] }); // error: unknown scope webphoen:use

const migration = new ZendeskMigration(stack, '51', { profiles: ['agent', 'chat-agent', 'light-agent'] });
void [migration.clients.agent.clientId, migration.clients['chat-agent'].clientId, migration.outputs.agent.value];
const grown = new ZendeskMigration(stack, '52', { profiles: atRunTime, additionalScopes: ['analytics:readonly'] });
void grown.clients.admin?.clientId;
new ZendeskMigration(stack, '53', { profiles: ['agent'], overrides: { agent: { additionalScopes: ['users'], importId: 'x' } } });
const either = new ZendeskMigration(stack, '54', { profiles: [someProfile, 'admin'] });
void [either.clients.admin.clientId, either.clients.agent?.clientId, either.clients['chat-agent']?.clientId];
new ZendeskMigration(stack, '55', { profiles: [] });

void grown.clients.admin.clientId; // error: possibly 'undefined'
void either.clients.agent.clientId; // error: possibly 'undefined'
void migration.clients['light-agent']; // error: 'light-agent'
void migration.clients.admin; // error: Property 'admin' does not exist
new ZendeskMigration(stack, '61', { profiles: ['agnet'] }); // error: unknown profile agnet
new ZendeskMigration(stack, '62', { profiles: ['agent'], additionalScopes: ['analytic:readonly'] }); // error: unknown scope analytic:readonly
new ZendeskMigration(stack, '63', { profiles: ['agent'], scopes: BASE }); // error: 'scopes' does not exist
new ZendeskMigration(stack, '64', { profiles: ['agent'], overrides: { agent: { scopes: BASE } } }); // error: 'scopes' does not exist
new ZendeskMigration(stack, '65', { profiles: ['agent'], overrides: { 'light-agent': {} } }); // error: 'light-agent'
new ZendeskMigration(stack, '66', { profiles: ['agent'], importId: 'x' }); // error: 'importId' does not exist
new ZendeskMigration(stack, '67', { profiles: ['agent'], overrides: { agent: { additionalScopes: ['analytic:readonly'] } } }); // error: analytic:readonly
