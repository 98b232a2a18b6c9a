import { printed, publicText } from '../model';
import { defineClientRule } from './define';

/** Warns of settings that write the client's secret down. */
export const exposedSecret = defineClientRule({
  id: 'exposed-secret',
  severity: 'warning',
  description: "Disallow settings that write the client's secret into state or a file.",
  rationale:
    'With `expose_client_secret` the provider puts the secret into the state in clear, and only when it creates the client; ' +
    'with `directory_client_secret` it writes it to a plain file.',
  remedy:
    'Remove the setting. A browser app needs no secret; for others use `integration_credential_name`, which hands the ' +
    'secret to an integration.',
  messages: {
    state: () => printed`has expose_client_secret, which puts its secret into the state in clear`,
    file: () => printed`has directory_client_secret, which writes its secret to a plain file`,
  },
  examples: {
    correct: { attributes: { expose_client_secret: false } },
    incorrect: { attributes: { expose_client_secret: true } },
  },
  check({ is, report }) {
    if (is('exposeClientSecret', (exposes) => exposes === true)) {
      report('state', {}, { subject: publicText('expose_client_secret'), part: 'exposeClientSecret' });
    }
    if (is('directoryClientSecret', (directory) => (directory ?? '') !== '')) {
      report('file', {}, { subject: publicText('directory_client_secret'), part: 'directoryClientSecret' });
    }
  },
});
