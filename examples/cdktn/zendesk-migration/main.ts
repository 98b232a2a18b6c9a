import { App, TerraformStack } from 'cdktn';
import { MigratedProfileClient } from 'cdktn-genesyscloud-scopes';
import { GenesyscloudProvider } from 'cdktn-genesyscloud-scopes/provider/provider';

const app = new App();
const stack = new TerraformStack(app, 'zendesk-migration');
new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });

new MigratedProfileClient(stack, 'ChatAgents', {
  profile: 'chat-agent',
  name: 'Zendesk chat agents',
  authorizedGrantType: 'CODE',
  registeredRedirectUris: ['https://agent.example.com/callback'],
});
app.synth();
