import { printed, publicText, type Text } from '../model';
import { terminal } from '../reporters';
import { type Progress, progressLine, reportZendeskExport, type ZendeskExport, zendeskMigrationText } from '../zendesk';
import { EXIT, type ExitCode, type Io } from './io';
import { problemText } from './problem-text';
import { asUsage, writeWhole } from './write-file';

export interface ZendeskOptions {
  /** Folder of the export. */
  readonly zendesk: string;
  readonly out?: string;
  readonly html?: string;
  readonly csv?: string;
}

/** From a Zendesk export to the code of a migration, and to a report on its people. */
export async function adoptZendesk({ zendesk, out, html, csv }: ZendeskOptions, io: Io): Promise<ExitCode> {
  const read = await readExport(
    zendesk,
    { ...(html !== undefined && { html }), ...(csv !== undefined && { csv }) },
    io,
  );
  for (const problem of read.problems) tell(io, printed`error: ${problemText(problem)}`);
  if (!read.complete) {
    tell(io, publicText('the export is not complete: no code was written, and no table of people'));
    return EXIT.input;
  }
  for (const doubt of read.doubts) tell(io, publicText(`note: ${doubt}`));
  for (const { file, why } of read.unused) tell(io, publicText(`note: ${file} is not used: ${why}`));
  tell(io, summary(read));
  const code = zendeskMigrationText(read);
  if (code === undefined) tell(io, publicText('nobody needs a client: there is no code to write'));
  else if (out === undefined) io.stdout(code);
  else writeWhole(out, code);
  return EXIT.clean;
}

async function readExport(folder: string, files: { html?: string; csv?: string }, io: Io): Promise<ZendeskExport> {
  let shown = 0;
  const onProgress = (progress: Progress) => {
    const line = progressLine(progress);
    // What stood there before may have been longer.
    io.stderr(`\r${line.padEnd(shown)}`);
    shown = line.length;
  };
  try {
    return await reportZendeskExport(folder, files, io.interactive === true ? { onProgress } : {});
  } catch (error) {
    throw asUsage(error);
  } finally {
    if (shown > 0) io.stderr(`\r${' '.repeat(shown)}\r`);
  }
}

/** Figures only: people stand in the report, and nowhere else. */
function summary({ people, outcomes, profiles }: ZendeskExport): Text {
  const { 'no-client': none, unplaced, suspended, deleted, 'end-user': customers } = outcomes;
  const needed = profiles.map(({ profile, people: count }) => `${profile} ${count}`).join(', ') || 'none';
  return publicText(
    `${people} people: profiles ${needed}; no client ${none}, cannot be placed ${unplaced}, suspended ${suspended}, ` +
      `deleted ${deleted}, end-users ${customers}`,
  );
}

function tell(io: Io, line: Text): void {
  io.stderr(`${terminal(line)}\n`);
}
