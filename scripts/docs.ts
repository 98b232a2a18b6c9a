// npm run docs: writes what is generated from the code.
import { writeFileSync } from 'node:fs';
import { rulesPage } from './rules-page';

writeFileSync('RULES.md', rulesPage());
console.log('RULES.md written');
