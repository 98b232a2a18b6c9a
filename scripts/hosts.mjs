// The two packages that one source is built into: for cdktf, and for cdktn (CDK Terrain), its successor.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** The package of the repository itself: what it has of its own serves as it is, and is built in place. */
const cdktf = {
  library: 'cdktf',
  title: 'CDK for Terraform',
  package: 'cdktf-genesyscloud-scopes',
  home: root,
  bindings: '@cdktf/provider-genesyscloud',
  bindingsHome: join(root, 'packages/provider-genesyscloud'),
  generatorPackage: '@cdktf/provider-generator',
  // The deep path: the package's root would load far more.
  generator: '@cdktf/provider-generator/lib/get/generator/provider-generator',
};

const cdktnHome = join(root, 'build/cdktn-genesyscloud-scopes');

/** Made in a folder of its own, of which nothing is kept. */
const cdktn = {
  library: 'cdktn',
  title: 'CDK Terrain',
  package: 'cdktn-genesyscloud-scopes',
  home: cdktnHome,
  bindings: '@cdktn/provider-genesyscloud',
  bindingsHome: join(cdktnHome, 'node_modules/@cdktn/provider-genesyscloud'),
  generatorPackage: '@cdktn/provider-generator',
  generator: '@cdktn/provider-generator/build/get/generator/provider-generator',
};

export const HOSTS = { cdktf, cdktn };

/** A text of the first package, as the second has it: the names of modules, packages and library are others, and nothing else. */
export function movedTo(host, text) {
  if (host === cdktf) return text;
  return text
    .replaceAll(cdktf.bindings, host.bindings)
    .replaceAll(cdktf.package, host.package)
    .replaceAll(cdktf.title, host.title)
    .replaceAll(/(['"])cdktf(\/[^'"\n]*)?\1/g, (_, quote, path = '') => `${quote}${host.library}${path}${quote}`);
}

/** The manifest of a package that is published: what differs is taken from the library's own manifest. */
export function manifestFor(host) {
  const own = JSON.parse(movedTo(host, JSON.stringify(require('../package.json'))));
  if (host === cdktf) return own;
  const { version, peerDependencies } = require(`${host.library}/package.json`);
  const peers = { [host.library]: `^${version}`, constructs: peerDependencies.constructs };
  const { workspaces, scripts, overrides, devDependencies, ...published } = own;
  return {
    ...published,
    keywords: [...new Set([host.library, 'cdk-terrain', ...own.keywords])],
    // Not what builds the package, which is not done there, but what init gives a project: versions that were tested.
    devDependencies: { ...devDependencies, [host.library]: peers[host.library] },
    peerDependencies: peers,
  };
}
