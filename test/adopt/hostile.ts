import type { OAuthClient } from '../platform/oauth-clients';
import { existing } from './states';

/** Names that TypeScript, CDKTF, Terraform or a terminal could read something into. */
export const HOSTILE_NAMES: readonly string[] = [
  "'quotes' \"double\" `back` \\ and \\' and \\\\'",
  '`${process.exit(1)}`',
  '${file("/etc/passwd")} %{ if true }x%{ endif }',
  '$${a} $$${b} %%{c} %%%{d} $%{e} ${',
  '${TfToken[TOKEN.0]} $${TfToken[TOKEN.1]} #{TfToken[TOKEN.2]} &{TfToken[TOKEN.3]}',
  '-1.8881545897087968e+289',
  'two\nlines\r\n\ttabbed */ }); throw 1; /*',
  '// </script> \u2028 \u2029 \u202e reversed \ufeff \u200b \u0007',
  'emoji 😀 and tags \u{e0041}',
  'Default',
  'Resource',
  'genesyscloud',
  'constructor',
  '__proto__',
  'toString',
  '営業',
  '客服',
  '9 to 5',
  'a'.repeat(300),
  '::error file=x::y',
  'Twin',
  'Twin',
  'Zürich A',
  'Zurich A',
];

/** A client of each of the names. Their ids begin alike. */
export const HOSTILE_CLIENTS: readonly OAuthClient[] = HOSTILE_NAMES.map((name, index) =>
  existing(`0efb49d5-4f8c-48e3-8302-${String(index).padStart(12, '0')}`, {
    name,
    description: index % 2 === 0 ? name : '',
    registeredRedirectUri: [`https://agent.example.com/${name}`],
  }),
);

/** Each under a label of its own, as a state has them. */
export function labelled(clients: readonly OAuthClient[]): Readonly<Record<string, OAuthClient>> {
  return Object.fromEntries(clients.map((client, index) => [`c${index}`, client]));
}
