import { type Bundled, bundledPackages } from './bundled';
import { type Needs, needsOf } from './installed';
import { type Manifest, manifestOf, packedAlong } from './package';
import { ROOT, succeed } from './process';

interface Property {
  readonly name: string;
  readonly value: string;
}

export interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly properties?: readonly Property[];
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
  readonly [other: string]: unknown;
}

export interface Sbom {
  readonly metadata: { readonly component: Component; readonly [other: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly [other: string]: unknown;
}

/** Names from the taxonomy of CycloneDX. */
const BUNDLED = { name: 'cdx:npm:package:bundled', value: 'true' };
const ONLY_HERE = ['cdx:npm:package:development', 'cdx:npm:package:path'];

/** The name as npm knows it: the `name` of a component lacks the scope. */
export const fullName = ({ purl }: Component) =>
  decodeURIComponent(purl.slice('pkg:npm/'.length)).replace(/@[^@]+$/, '');

/** The CycloneDX document of what a user of the package runs: dependencies, host library, and what is bundled. */
export function sbomOf(released: string): Sbom {
  const all = JSON.parse(succeed(ROOT, 'npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=library']));
  const manifest = manifestOf(released);
  const along = packedAlong(released);
  const used = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
    (name) => !along.some((each) => each.name === name),
  );
  return shippedPart({ all, manifest, along, used, needs: needsOf(used), bundled: bundledPackages(released) });
}

interface Parts {
  readonly all: Sbom;
  readonly manifest: Manifest;
  readonly along: readonly Manifest[];
  readonly used: readonly string[];
  readonly needs: Needs;
  readonly bundled: readonly Bundled[];
}

/** Of all that is installed for development, what is shipped or comes with it. */
function shippedPart({ all, manifest, along, used, needs, bundled }: Parts): Sbom {
  const byRef = new Map(all.components.map((component) => [component['bom-ref'], component]));
  const kept = new Map<string, Component>();
  for (const ref of needs.keys()) kept.set(ref, found(byRef, ref));
  const direct = [...kept].filter(([, component]) => used.includes(fullName(component))).map(([ref]) => ref);
  const inside = [...bundled.map((each) => bundledComponent(each, byRef)), ...along.map(packedComponent)];
  for (const component of inside) kept.set(component['bom-ref'], component);
  const within = new Map(all.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const { component, ...metadata } = all.metadata;
  return {
    ...all,
    metadata: { ...metadata, component: described(component, manifest) },
    components: [...kept.values()].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)).map(withoutTraces),
    dependencies: [
      { ref: refOf(manifest), dependsOn: [...new Set([...direct, ...inside.map((each) => each['bom-ref'])])].sort() },
      ...[...kept.keys()].sort().map((ref) => ({
        ref,
        dependsOn: (needs.get(ref) ?? within.get(ref) ?? []).filter((to) => kept.has(to)),
      })),
    ],
  };
}

const refOf = ({ name, version }: Manifest) => `${name}@${version}`;

function found(byRef: ReadonlyMap<string, Component>, ref: string): Component {
  const component = byRef.get(ref);
  if (component === undefined) throw new Error(`${ref} is in package-lock.json, but not installed`);
  return component;
}

function bundledComponent(each: Bundled, byRef: ReadonlyMap<string, Component>): Component {
  // What is taken as a file is not installed.
  const component = byRef.get(refOf(each)) ?? componentOf({ ...each, license: each.licence });
  return { ...component, properties: [...(component.properties ?? []), BUNDLED] };
}

const packedComponent = (manifest: Manifest): Component => ({ ...componentOf(manifest), properties: [BUNDLED] });

function componentOf({ name, version, license = '', description }: Manifest): Component {
  return {
    'bom-ref': refOf({ name, version }),
    type: 'library',
    name: name.replace(/^@[^/]+\//, ''),
    version,
    scope: 'required',
    ...(description !== undefined && { description }),
    purl: purlOf({ name, version }),
    licenses: [{ license: { id: license } }],
  };
}

const purlOf = ({ name, version }: Manifest) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** npm names the project by its folder. */
function described(component: Component, manifest: Manifest): Component {
  const { name, version, description } = manifest;
  return { ...component, 'bom-ref': refOf(manifest), name, version, description, purl: purlOf(manifest) };
}

function withoutTraces(component: Component): Component {
  return {
    ...component,
    properties: (component.properties ?? []).filter(({ name }) => !ONLY_HERE.includes(name)),
  };
}
