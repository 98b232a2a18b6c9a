// npm run release:audit: known vulnerabilities of what is shipped. Exit code 1 where there are some, 3 where nobody could say.
import { askForAdvisories, readAudit } from './audit';
import { manifestOf, RELEASED } from './package';
import { sbomOf } from './sbom';

const answer = askForAdvisories();
for (const released of RELEASED) {
  const { name } = manifestOf(released);
  const audit = readAudit(answer, sbomOf(released));
  if ('reason' in audit) {
    console.error(`${name}: not audited: ${audit.reason}`);
    process.exitCode = 3;
  } else if (audit.advisories.length > 0) {
    console.error(`${name}:\n${audit.advisories.map((line) => `  ${line}\n`).join('')}`);
    process.exitCode ??= 1;
  } else {
    console.log(`${name}: no advisory for any of ${audit.packages} packages`);
  }
}
