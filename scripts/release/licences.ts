import satisfies from 'spdx-satisfies';
import { bundledPackages } from './bundled';
import { needsOf } from './installed';
import { manifestOf, packedAlong } from './package';
import { type Component, fullName, type Sbom } from './sbom';

/** Licences of what is shipped, or installed along. */
const ALLOWED = ['Apache-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'];
/** The host library and what it brings: users have chosen it themselves, and none of it is in the package. */
const ALLOWED_OF_HOST = [...ALLOWED, 'MPL-2.0'];

/** Packages of the host whose package.json states no licence by its SPDX name, with what stands there. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  'jsonify@0.0.1': 'Public Domain',
};

export interface Licence {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, or what else is stated. */
  readonly licence: string;
  readonly from: 'bundled' | 'dependency' | 'host';
}

export function licencesOf(released: string, sbom: Sbom): Licence[] {
  const { dependencies = {} } = manifestOf(released);
  const along = packedAlong(released).map(({ name }) => name);
  const ours = needsOf(Object.keys(dependencies).filter((name) => !along.includes(name)));
  const inBundles = new Set(bundledPackages(released).map(({ name, version }) => `${name}@${version}`));
  return sbom.components.map((component) => {
    const ref = component['bom-ref'];
    return {
      name: fullName(component),
      version: component.version,
      licence: stated(component),
      from:
        inBundles.has(ref) || along.includes(fullName(component)) ? 'bundled' : ours.has(ref) ? 'dependency' : 'host',
    };
  });
}

function stated({ licenses = [], ...component }: Component): string {
  const all = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '');
  return all.join(' AND ') || (READ_BY_HAND[component['bom-ref']] ?? 'none stated');
}

/** One line for each licence that is not on the list. */
export function refusedLicences(licences: readonly Licence[]): string[] {
  return licences
    .filter((each) => !isAllowed(each))
    .map(({ name, version, licence, from }) => `${name}@${version} (${from}): ${licence}`);
}

function isAllowed({ name, version, licence, from }: Licence): boolean {
  if (from === 'host' && READ_BY_HAND[`${name}@${version}`] === licence) return true;
  try {
    return satisfies(licence, from === 'host' ? ALLOWED_OF_HOST : ALLOWED);
  } catch {
    // No SPDX expression.
    return false;
  }
}

/** The list that is reviewed. Without versions, so that an update of a package with the same licence changes nothing. */
export function licenceList(licences: readonly Licence[]): string {
  const lines = licences.map(({ name, licence, from }) => `${from.padEnd(10)}  ${licence.padEnd(13)}  ${name}\n`);
  return [...new Set(lines)].sort().join('');
}
