import { HOSTS } from '../host';
import { VERSION } from '../version';
import type { Found, PackageManager } from './found';

/** How a tool of the project's own is called. */
const EXEC: Record<PackageManager, string> = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn run' };

/** The command line of this package, as it is called in the project. */
export function toolCommand(found: Found): string {
  return isDependent(found)
    ? `${EXEC[found.manager]} genesys-scopes`
    : `npx --yes --package ${found.host.package}@${VERSION} genesys-scopes`;
}

/** Whether the project has the package among its dependencies, or is to add it: only its constructs make it one. */
export function isDependent({ kind, typescript, manifest, host }: Found): boolean {
  return manifest?.dependencies.has(host.package) || (kind !== 'terraform' && typescript);
}

/** What installs the dependencies as the lock file fixes them; nothing where there are none. */
export function installCommands({ kind, manifest, manager, locked }: Found): string[] {
  if (manifest === undefined && kind !== 'new') return [];
  if (manager === 'pnpm') return ['corepack enable', 'pnpm install --frozen-lockfile'];
  if (manager === 'yarn') return ['corepack enable', 'yarn install --frozen-lockfile'];
  return [locked || kind === 'new' ? 'npm ci' : 'npm install'];
}

/** What adds packages to the project. */
export function addCommand({ manager }: Found, packages: readonly string[], dev = false): string {
  const verb = manager === 'npm' ? 'npm install' : `${manager} add`;
  return `${verb} ${dev ? '-D ' : ''}${packages.join(' ')}`;
}

/** What writes the synth output; undefined where there is no app to run. */
export function synthCommand({ kind, manifest, manager, host }: Found): string | undefined {
  if (kind === 'terraform') return undefined;
  // Either command line runs an app of either library.
  const installed = HOSTS.find(({ library }) => manifest?.dependencies.has(`${library}-cli`));
  if (installed !== undefined) return `${EXEC[manager]} ${installed.library} synth`;
  const script = manifest === undefined && kind === 'new' ? 'tsx main.ts' : manifest?.scripts.get('synth');
  // A script may count on a command line that is installed on somebody's machine.
  if (script !== undefined && !/\bcdkt[fn]\b/.test(script)) return `${manager} run synth`;
  return kind === 'new' ? `${EXEC[manager]} tsx main.ts` : `npx --yes ${host.commandLine} synth`;
}

/** What a review reads, as a word for a shell. */
export function reviewed({ kind, output }: Found): string {
  return kind === 'terraform' ? '.' : word(output);
}

/** Characters that are nothing but text in a shell, in YAML and in an expression of GitHub, and that the GitLab template takes. */
const PLAIN = /^[A-Za-z0-9._/][A-Za-z0-9._/-]*$/;

/** True for a path that may stand anywhere in a CI file. */
export function isPlain(path: string): boolean {
  return PLAIN.test(path);
}

/** A path as one word for a shell. */
export function word(path: string): string {
  return isPlain(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
