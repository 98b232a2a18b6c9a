import {
  type AcceptedFinding,
  type Finding,
  type Gap,
  type Location,
  printed,
  publicText,
  type Report,
  type Text,
  VERDICTS,
} from '../model';

/** The last line of a report: how many clients there are, and what is said of them. */
export function summaryText({ summary, sources, clients, catalog, problems }: Report): Text {
  const [only] = sources;
  const where = sources.length === 1 && only ? only.label : printed`${sources.length} sources`;
  if (summary.clients === 0) {
    return problems.length > 0
      ? printed`0 clients in ${where}: what could not be read may hold some`
      : printed`0 clients in ${where}: there was no genesyscloud_oauth_client to check`;
  }
  const unpublished = clients.filter((client) => client.verdict === 'pass' && client.unpublished > 0).length;
  const parts = VERDICTS.filter((verdict) => summary[verdict] > 0).map((verdict) =>
    publicText(
      `${summary[verdict]} ${verdict}${verdict === 'pass' && unpublished > 0 ? ` (${unpublished} by unpublished names)` : ''}`,
    ),
  );
  const noun = publicText(summary.clients === 1 ? 'client' : 'clients');
  return printed`${summary.clients} ${noun} in ${where}: ${parts}; catalogue of ${publicText(catalog.date)} (${publicText(catalog.source)})`;
}

/** What a source does not show, as a predicate of its label. One that is unreadable has a problem which says more. */
export const GAP_TEXTS: Readonly<Record<Exclude<Gap, 'unreadable'>, string>> = {
  errored: 'is a plan that ended with an error: Terraform will not apply it, and it may not show every client',
  partial: 'is a partial plan (-target, or deferred changes): clients that it leaves out were not checked',
  modules: 'calls modules that are not followed here: clients in them show in the plan',
};

/** Something that is to be said of a source beside the findings. */
export interface SourceNote {
  /** `error`: it fails whatever the findings say. */
  readonly severity: 'error' | 'warning';
  readonly source: Text;
  readonly path: Text;
  readonly message: Text;
}

/** Checks that failed in Terraform itself, and what keeps sources from showing everything. */
export function sourceNotes({ sources }: Report): SourceNote[] {
  return sources.flatMap(({ label, path, gap, failedChecks = [] }): SourceNote[] => [
    ...(failedChecks.length > 0
      ? [{ severity: 'error' as const, source: label, path, message: printed`failed in Terraform: ${failedChecks}` }]
      : []),
    ...(gap === undefined || gap === 'unreadable'
      ? []
      : [{ severity: 'warning' as const, source: label, path, message: publicText(GAP_TEXTS[gap]) }]),
  ]);
}

/** Why a finding weighs less than its severity says, or all the same: in words that follow its message. */
export function standing(finding: Finding): Text | undefined {
  if (finding.baseline) return publicText('known: the baseline has it');
  if (finding.silenced) return publicText('only this change itself silences it, so it stands');
  return finding.new ? undefined : publicText('it was so before this change');
}

/** A finding's message as words that follow the name of the client or the source. */
export function sentence(finding: Finding): Text {
  const state = standing(finding);
  return state === undefined ? finding.message : printed`${finding.message} (${state})`;
}

/** Who a finding is about, before its message: what is said of a source, or of a value, is a sentence of its own. */
export function subject(who: Text, { kind, instances }: Finding): Text {
  return kind === 'open' || instances.length === 0 ? printed`${who}:` : who;
}

/** Why a finding is accepted, and for how long. */
export function acceptedText({ acknowledgment: { reason, until } }: AcceptedFinding): Text {
  return until === undefined
    ? printed`${publicText(reason)}`
    : printed`${publicText(reason)} (until ${publicText(until)})`;
}

/** A place as editors and terminals link it; of a file that CDKTF wrote also the construct, which is what a person looks for. */
export function placeText({ file, line, column, construct }: Location): Text {
  const made =
    construct === undefined || !/\.tf(\.json)?$/.test(file) ? publicText('') : printed`, construct ${construct}`;
  if (line === undefined) return printed`${file}${made}`;
  return column === undefined ? printed`${file}:${line}${made}` : printed`${file}:${line}:${column}${made}`;
}
