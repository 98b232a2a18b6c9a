import { readFileSync } from 'node:fs';
import { cli, type Files, inFolder, type Outcome } from '../cli/run-cli';

/** Runs `fix` with the arguments in a folder with these files, and gives them as they are afterwards. */
export async function fixed(
  files: Files,
  ...args: readonly string[]
): Promise<Outcome & { readonly files: Record<string, string> }> {
  return inFolder(files, async () => {
    const outcome = await cli(['fix', ...args]);
    const after = Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(name, 'utf8')]));
    return { ...outcome, files: after };
  });
}

/** A list in HCL. */
export const list = (scopes: readonly string[]) => `[${scopes.map((scope) => `"${scope}"`).join(', ')}]`;

/** A client in HCL with this list. */
export const client = (label: string, scopes: string | readonly string[], grant = 'CODE') => `
resource "genesyscloud_oauth_client" "${label}" {
  name                  = "${label}"
  authorized_grant_type = "${grant}"
  scopes                = ${typeof scopes === 'string' ? scopes : list(scopes)}
}
`;

export const WHOLE = ['webphone:use', 'interaction:read', 'routing:user'];
