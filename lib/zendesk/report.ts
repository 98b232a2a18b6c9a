import { type WholeFile, wholeFile } from '../files';
import { attentionList } from './attention';
import { CSV_HEADER, csvLine } from './csv';
import { zendeskHtml } from './html';
import { type ReadOptions, readZendeskExport, type ZendeskExport } from './read';

/** Where the report goes. */
export interface ReportFiles {
  /** The page: counts, reasons, and whoever needs a look. */
  readonly html?: string;
  /** The table: everyone but customers. */
  readonly csv?: string;
}

/** The report is about people. */
const FOR_ITS_OWNER = 0o600;

/**
 * Reads an export and writes the report on its people. Of an incomplete one only the page is written, which says so: a table
 * that lacks people would be taken for all of them.
 * @throws the error of the file system when a file cannot be written; what was there before is then still there
 */
export async function reportZendeskExport(
  folder: string,
  { html, csv }: ReportFiles,
  { onProgress, onPerson }: ReadOptions = {},
): Promise<ZendeskExport> {
  const files: WholeFile[] = [];
  const begin = (path: string | undefined) => {
    const file = path === undefined ? undefined : wholeFile(path, FOR_ITS_OWNER);
    if (file) files.push(file);
    return file;
  };
  try {
    const [table, page, list] = [begin(csv), begin(html), attentionList()];
    table?.write(CSV_HEADER);
    const read = await readZendeskExport(folder, {
      ...(onProgress && { onProgress }),
      onPerson(person) {
        onPerson?.(person);
        list.add(person);
        if (person.placement.outcome !== 'end-user') table?.write(csvLine(person));
      },
    });
    page?.write(zendeskHtml(read, list.groups()));
    if (read.complete) table?.done();
    page?.done();
    return read;
  } finally {
    // Nothing is left of what did not come to its end.
    for (const file of files) file.abandon();
  }
}
