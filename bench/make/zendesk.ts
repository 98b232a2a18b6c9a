// tsx bench/make/zendesk.ts FOLDER PEOPLE: the export that the tests measure memory with, and what is in it as JSON.
import { writeBigExport } from '../../test/zendesk/big-export';

const [, , folder = '', people = '0'] = process.argv;
process.stdout.write(JSON.stringify(writeBigExport(folder, Number(people))));
