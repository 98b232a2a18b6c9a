import { basename } from 'node:path';
import type { Host } from '../host';
import { VERSION } from '../version';
import type { Found, NewFile } from './found';
import { template, testedVersions } from './templates';

/** What a project is, to begin with: an app with one client, which compiles, synthesizes and passes. */
export function projectFiles({ folder, host }: Found): NewFile[] {
  const name = packageName(basename(folder), host);
  return [
    { path: 'package.json', text: json(manifest(name, host)) },
    { path: 'cdktf.json', text: json(cdktfProject(name)) },
    { path: 'tsconfig.json', text: json(TSCONFIG) },
    { path: 'main.ts', text: template(host.example) },
    { path: '.gitignore', text: IGNORED },
  ];
}

/** What a project needs that has a manifest already. */
export function runtime(host: Host): string[] {
  return [host.package, host.library, 'constructs'];
}
export const TOOLS = ['@types/node', 'tsx', 'typescript'] as const;

function manifest(name: string, { library, package: own }: Host) {
  const versions = testedVersions(library, 'constructs', ...TOOLS);
  return {
    name,
    private: true,
    scripts: { synth: 'tsx main.ts', typecheck: 'tsc', check: 'genesys-scopes check cdktf.out' },
    dependencies: { [library]: versions[library], [own]: `^${VERSION}`, constructs: versions.constructs },
    devDependencies: Object.fromEntries(TOOLS.map((tool) => [tool, versions[tool]])),
  };
}

function cdktfProject(name: string) {
  return {
    language: 'typescript',
    app: 'npx tsx main.ts',
    projectId: name,
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: {},
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['*.ts'],
};

/** Plans and states hold secrets in clear. */
const IGNORED = 'node_modules/\ncdktf.out/\n.terraform/\n*.tfstate\n*.tfstate.*\n*.tfplan\ntfplan\nplan.json\n';

/** A name that npm takes, and that is not this package's own. */
function packageName(folder: string, host: Host): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[._-]+|-+$/g, '')
    .slice(0, 200);
  return ['', host.package, 'node_modules', 'favicon.ico'].includes(name) ? 'zendesk-migration' : name;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
