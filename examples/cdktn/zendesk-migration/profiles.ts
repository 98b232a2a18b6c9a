import { App, TerraformStack } from 'cdktn';
import { ZendeskMigration } from 'cdktn-genesyscloud-scopes';
import { GenesyscloudProvider } from 'cdktn-genesyscloud-scopes/provider/provider';

const app = new App();
const stack = new TerraformStack(app, 'zendesk-migration');
new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });

new ZendeskMigration(stack, 'Zendesk', {
  profiles: ['agent', 'chat-agent', 'admin', 'light-agent'],
  registeredRedirectUris: ['https://agent.example.com/callback'],
  overrides: { admin: { accessTokenValiditySeconds: 3600 } },
});
app.synth();
