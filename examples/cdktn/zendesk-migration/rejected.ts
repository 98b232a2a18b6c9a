import { App, TerraformStack } from 'cdktn';
import { ScopeValidation } from 'cdktn-genesyscloud-scopes';
import { OauthClient } from 'cdktn-genesyscloud-scopes/provider/oauth-client';
import { GenesyscloudProvider } from 'cdktn-genesyscloud-scopes/provider/provider';

const app = new App();
const stack = new TerraformStack(app, 'zendesk-migration');
new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });

const client = new OauthClient(stack, 'ChatAgents', {
  name: 'Zendesk chat agents',
  authorizedGrantType: 'CODE',
  registeredRedirectUris: ['https://agent.example.com/callback'],
  scopes: ['interaction:read', 'routing:user'],
});

ScopeValidation.of(app).assign(client, { profile: 'agent' });
app.synth();
