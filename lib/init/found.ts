import type { Host } from '../host';
import type { Text } from '../model';

export const CI_SYSTEMS = ['github', 'gitlab'] as const;
export type CiSystem = (typeof CI_SYSTEMS)[number];

export type PackageManager = 'npm' | 'pnpm' | 'yarn';

/** What there is already where a project is started or added to. */
export interface Found {
  /** The folder, as a whole path. */
  readonly folder: string;
  /** `cdktf`: it has a cdktf.json; `terraform`: configuration without one; `new`: there is nothing to add to yet. */
  readonly kind: 'cdktf' | 'terraform' | 'new';
  /** The library of the app, or the one that it would be written for. */
  readonly host: Host;
  /** Whether the app of such a project is written in TypeScript. */
  readonly typescript: boolean;
  /** Folder of the synth output, from the folder of the project. */
  readonly output: string;
  /** True when a synth has run. */
  readonly synthesized: boolean;
  /** True when the folder has configuration, or synth output, somewhere. */
  readonly readable: boolean;
  /** Projects with a cdktf.json below a folder that is none. */
  readonly below: readonly Text[];
  /** Root of the repository; absent outside of one. */
  readonly root?: string;
  /** The folder as seen from the root, with forward slashes; empty at the root. */
  readonly inRoot: string;
  /** The systems of which the repository shows signs. */
  readonly ci: readonly CiSystem[];
  readonly manager: PackageManager;
  /** True when a lock file fixes what is installed. */
  readonly locked: boolean;
  /** The manifest of the project; absent where there is none. */
  readonly manifest?: { readonly dependencies: ReadonlySet<string>; readonly scripts: ReadonlyMap<string, string> };
  /** Where the installed package lies, from the folder, with forward slashes; absent where it is not installed. */
  readonly installed?: string;
}

/** A file that is to be written where there is none, by its path from the folder of the project. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}
