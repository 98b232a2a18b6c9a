// npm run sbom [-- <folder of the package>]: writes build/<name>.cdx.json, the list of what the package is made of.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestOf, RELEASED } from './package';
import { ROOT } from './process';
import { sbomOf } from './sbom';
import { sbomProblems } from './sbom-problems';

async function main(packages: readonly string[]) {
  for (const released of packages) {
    const text = `${JSON.stringify(sbomOf(released), null, 2)}\n`;
    const problems = await sbomProblems(text);
    if (problems !== null) throw new Error(`the document is not valid CycloneDX: ${JSON.stringify(problems)}`);
    const file = join(ROOT, 'build', `${manifestOf(released).name}.cdx.json`);
    mkdirSync(join(ROOT, 'build'), { recursive: true });
    writeFileSync(file, text);
    console.log(`${file}: ${JSON.parse(text).components.length} components, valid`);
  }
}

const named = process.argv.slice(2);
void main(named.length > 0 ? named : RELEASED);
