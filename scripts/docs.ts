// npm run docs: writes what is generated from the code, and runs what the documents show.
import { writeFileSync } from 'node:fs';
import { renderDocuments } from './documents';

async function main() {
  for (const [file, text] of await renderDocuments()) {
    writeFileSync(file, text);
    console.log(`${file} written`);
  }
}

void main();
