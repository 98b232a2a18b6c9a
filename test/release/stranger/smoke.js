// A user's program: it loads every entry of the package, and prints what each answers.
const { readFileSync } = require('node:fs');

const [name, host] = process.argv.slice(2);
const { App, TerraformStack } = require(host);
const { MigratedProfileClient, missingScopes, ScopeValidation } = require(name);
const { matchers } = require(`${name}/jest`);
const { OauthClient } = require(`${name}/provider/oauth-client`);
const { GenesyscloudProvider } = require(`${name}/provider/provider`);

function newStack(outdir) {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'prod');
  new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });
  return { app, stack };
}

function refusalOf(action) {
  try {
    action();
    return 'none';
  } catch (error) {
    return (
      error.message
        .split('\n')
        .find((line) => line.includes('lacks'))
        ?.trim() ?? error.message
    );
  }
}

async function main() {
  const good = newStack('good');
  const props = { profile: 'chat-agent', name: 'x', authorizedGrantType: 'CODE' };
  new MigratedProfileClient(good.stack, 'Chat', props);
  good.app.synth();
  const { resource } = JSON.parse(readFileSync('good/stacks/prod/cdk.tf.json', 'utf8'));
  const bad = newStack('bad');
  ScopeValidation.of(bad.app);
  new OauthClient(bad.stack, 'bad', { name: 'x', authorizedGrantType: 'CODE', scopes: ['webphone:use'] });
  const scopes = await import(`${name}/scopes`);
  const answers = {
    generated: resource.genesyscloud_oauth_client.Chat.scopes,
    refused: refusalOf(() => bad.app.synth()),
    missing: missingScopes('webphone:use', 'agent'),
    missingInBrowsers: scopes.missingScopes('webphone:use', 'agent'),
    matchers: Object.keys(matchers),
  };
  console.log(JSON.stringify(answers));
}

void main();
