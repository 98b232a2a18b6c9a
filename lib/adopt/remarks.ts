import { printed, publicText, type Text } from '../model';
import type { AdoptedClient, AdoptOptions } from './adopted-client';
import type { ExistingClient } from './existing';

/** What the plan will not show of a client, and who applies it should know. */
export function remarksOn(
  { held }: ExistingClient,
  { form, scopes }: Pick<AdoptedClient, 'form' | 'scopes'>,
  by: AdoptOptions['by'],
): Text[] {
  const remarks: Text[] = [];
  const changes = scopes.length !== held.scopes.length || scopes.some((scope) => !held.scopes.includes(scope));
  const { integrationCredentialName: credential, exposeClientSecret, directoryClientSecret: folder } = held;
  if (credential !== null && credential !== '') {
    if (by === 'import') {
      remarks.push(
        publicText(
          'integration_credential_name is left out: an import cannot take it over, and setting it again would overwrite the credential with an empty secret',
        ),
      );
    } else if (changes) {
      remarks.push(
        publicText(
          'it has an integration_credential_name: a change of its scopes can overwrite the secret of that credential with an empty one',
        ),
      );
    }
  }
  if (by === 'import' && exposeClientSecret) {
    remarks.push(
      publicText(
        'expose_client_secret is left out: a secret shows when a client is created, and never after an import',
      ),
    );
  }
  if (by === 'import' && folder !== null && folder !== '') {
    remarks.push(
      publicText(
        'directory_client_secret is left out: a secret is written when a client is created, and never after an import',
      ),
    );
  }
  if (form.kind === 'construct' && typeof form.profile === 'object') {
    remarks.push(printed`its profile is the policy's own list, written into the code`);
  }
  return remarks;
}
