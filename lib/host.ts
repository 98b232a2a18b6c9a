/** A library whose constructs this package extends. The same source makes a package for each. */
export interface Host {
  readonly library: 'cdktf' | 'cdktn';
  /** As its makers write it. */
  readonly title: string;
  /** Name of the package that goes with it. */
  readonly package: string;
  /** Its command line, as npx installs it. */
  readonly commandLine: string;
  /** The app that a new project begins with, by its path in the repository. */
  readonly example: string;
}

/** What the repository's own examples and templates are for. */
export const CDKTF: Host = {
  library: 'cdktf',
  title: 'CDKTF',
  package: 'cdktf-genesyscloud-scopes',
  commandLine: 'cdktf-cli@0.21',
  example: 'examples/zendesk-migration/main.ts',
};

const CDKTN: Host = {
  library: 'cdktn',
  title: 'CDK Terrain',
  package: 'cdktn-genesyscloud-scopes',
  commandLine: 'cdktn-cli@0.24',
  example: 'examples/cdktn/zendesk-migration/main.ts',
};

/** All of them; the maintained one first, which holds where a project has both. */
export const HOSTS: readonly Host[] = [CDKTN, CDKTF];

/** The library that this package is for. The build puts its name in; from the sources, the environment chooses. */
export const HOST: Host = process.env.CDK_HOST === CDKTN.library ? CDKTN : CDKTF;
