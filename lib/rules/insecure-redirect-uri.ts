import { printed, type Value } from '../model';
import { defineClientRule } from './define';

/** Hosts that are the machine itself (RFC 8252 section 7.3), as URL writes them. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Disallows redirect addresses without encryption. */
export const insecureRedirectUri = defineClientRule({
  id: 'insecure-redirect-uri',
  severity: 'warning',
  part: 'registeredRedirectUris',
  description: 'Disallow redirect addresses with http, except loopback.',
  rationale:
    'The authorization code travels to this address; without encryption whoever is on the way can read it (RFC 8252 ' +
    'section 7.3, RFC 9700 section 2.1).',
  remedy: 'Use https; http is fine for localhost, 127.0.0.1 and [::1].',
  messages: {
    insecure: ({ uri }: { uri: Value<string> }) => printed`redirects to ${uri} without encryption`,
  },
  examples: {
    correct: {
      attributes: {
        registered_redirect_uris: ['https://agent.example.com/callback', 'http://localhost:3000/callback'],
      },
    },
    incorrect: { attributes: { registered_redirect_uris: ['http://agent.example.com/callback'] } },
  },
  check({ elements, report }) {
    for (const uri of elements('registeredRedirectUris', isInsecure)) {
      report('insecure', { uri }, { subject: uri });
    }
  },
});

function isInsecure(uri: string): boolean {
  if (!URL.canParse(uri)) return /^\s*http:/i.test(uri);
  const { protocol, hostname } = new URL(uri);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
