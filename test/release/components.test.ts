import { join } from 'node:path';
import { askForAdvisories, readAudit } from '../../scripts/release/audit';
import { bundledPackages, packagesReached } from '../../scripts/release/bundled';
import { licenceList, licencesOf, refusedLicences } from '../../scripts/release/licences';
import { manifestOf, RELEASED } from '../../scripts/release/package';
import { fullName, type Sbom, sbomOf } from '../../scripts/release/sbom';
import { sbomProblems } from '../../scripts/release/sbom-problems';
import { expectReviewed } from './reviewed';

jest.setTimeout(120_000);

const reached = packagesReached();
const advisories = askForAdvisories();
const documents = new Map<string, Sbom>(RELEASED.map((released) => [released, sbomOf(released)]));

describe.each([...documents])('what the package in %s is made of', (released, sbom) => {
  const manifest = manifestOf(released);

  test('has licences that are allowed, and were reviewed', () => {
    const licences = licencesOf(released, sbom);
    expect(refusedLicences(licences)).toEqual([]);
    expectReviewed(join(__dirname, `${manifest.name}.licences.txt`), licenceList(licences));
  });

  test('is in its bundles what the licences that travel along say', () => {
    const stated = bundledPackages(released).map(({ name }) => name);
    // The grammar is a file beside the bundles, and leads nowhere.
    const modules = stated.filter((name) => name !== '@tree-sitter-grammars/tree-sitter-hcl');
    expect(reached).toEqual(modules);
    expect(modules).not.toEqual(stated);
  });

  test('is a valid CycloneDX document that names the package, its dependencies, its host and what is bundled', async () => {
    expect(await sbomProblems(JSON.stringify(sbom))).toBeNull();
    expect(sbom.metadata.component).toMatchObject({ name: manifest.name, version: manifest.version });
    const bundled = bundledPackages(released).map(({ name }) => name);
    const used = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const [own] = sbom.dependencies;
    const names = new Map(sbom.components.map((component) => [component['bom-ref'], fullName(component)]));
    expect(own?.dependsOn?.map((ref) => names.get(ref)).sort()).toEqual([...new Set([...used, ...bundled])].sort());
  });

  test('names nothing in the document that is only used for development, and no place of this machine', () => {
    const text = JSON.stringify(sbom);
    expect(text).not.toContain('cdx:npm:package:development');
    expect(text).not.toContain(JSON.stringify(process.cwd()).slice(1, -1));
    const names = sbom.components.map(fullName);
    expect(names.filter((name) => ['jest', 'esbuild', 'typescript', '@biomejs/biome'].includes(name))).toEqual([]);
  });

  const audit = readAudit(advisories, sbom);
  const name = 'has no known vulnerability';
  if ('reason' in audit) {
    // A registry that is out of reach, or a mirror without advisories, says nothing of the package.
    process.stderr.write(`skipped: ${manifest.name} ${name}: ${audit.reason}\n`);
    test.skip(name, () => {});
  } else {
    test(name, () => expect(audit.advisories).toEqual([]));
  }
});

test('the schema refuses a document that breaks it', async () => {
  const [sbom] = documents.values();
  expect(await sbomProblems(JSON.stringify({ ...sbom, bomFormat: 'Other' }))).not.toBeNull();
  expect(await sbomProblems(JSON.stringify({ ...sbom, specVersion: '0.1' }))).toBe('unknown version 0.1 of CycloneDX');
});

test('a licence that is not on the list is named, also in an expression, and the host may have more', () => {
  const each = (licence: string, from: 'bundled' | 'dependency' | 'host') => ({
    name: licence,
    version: '1.0.0',
    licence,
    from,
  });
  const refused = refusedLicences([
    each('MIT', 'bundled'),
    each('(MIT OR GPL-3.0-only)', 'dependency'),
    each('MIT AND GPL-3.0-only', 'dependency'),
    each('MPL-2.0', 'host'),
    each('MPL-2.0', 'bundled'),
    each('none stated', 'host'),
    { name: 'jsonify', version: '0.0.1', licence: 'Public Domain', from: 'bundled' },
  ]);
  expect(refused).toEqual([
    'MIT AND GPL-3.0-only@1.0.0 (dependency): MIT AND GPL-3.0-only',
    'MPL-2.0@1.0.0 (bundled): MPL-2.0',
    'none stated@1.0.0 (host): none stated',
    'jsonify@0.0.1 (bundled): Public Domain',
  ]);
});

const component = (ref: string) => ({ 'bom-ref': ref, name: ref, version: ref, purl: `pkg:npm/${ref}` });

describe('an answer of npm audit', () => {
  const sbom = { components: ['undici@6.29.1', 'zod@4.6.7'].map((ref) => component(ref)) };
  const vulnerability = (name: string) => ({ name, severity: 'high', range: '<6.30.0' });
  const report = (...names: readonly string[]) =>
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: Object.fromEntries(names.map((name) => [name, vulnerability(name)])),
    });

  test('counts for what is shipped, whether npm takes it for a development dependency or not', () => {
    expect(readAudit({ stdout: report('undici', 'jest'), output: '' }, sbom)).toEqual({
      advisories: ['undici <6.30.0: high'],
      packages: 2,
    });
    expect(readAudit({ stdout: report('jest'), output: '' }, sbom)).toEqual({ advisories: [], packages: 2 });
  });

  test.each([
    [
      'is an error of the endpoint',
      '{ "message": "405 Method Not Allowed", "error": {} }',
      '',
      '405 Method Not Allowed',
    ],
    ['is no JSON', '', 'npm error audit endpoint returned an error\n', 'npm error audit endpoint returned an error'],
    ['is empty', '', '', 'npm audit said nothing'],
    ['has another form', '{ "auditReportVersion": 3, "vulnerabilities": {} }', 'x', 'x'],
    ['lacks the list', '{ "auditReportVersion": 2 }', 'x', 'x'],
  ])('that %s is a reason and no pass', (_, stdout, output, reason) => {
    expect(readAudit({ stdout, output }, sbom)).toEqual({ reason: `the registry gives no advisories: ${reason}` });
  });
});
