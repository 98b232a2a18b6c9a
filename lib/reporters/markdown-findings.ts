import { type AcceptedFinding, type Finding, publicText } from '../model';
import type { Folded } from './fold';
import { groupBy } from './group';
import { codes, inSources, list, type Markdown, section } from './markdown-parts';
import { code, lines, markdown, rich } from './markdown-tag';
import { acceptedText, placeText } from './summary';

/** Findings by rule, each group with what to do. */
export function findingGroups(folded: readonly Folded<Finding>[], isOnly: boolean): Markdown[] {
  const groups = groupBy(folded, ({ finding: { severity, rule, remedy } }) => JSON.stringify([severity, rule, remedy]));
  return [...groups.values()].map((group) => {
    const [{ finding }] = group as [Folded<Finding>, ...Folded<Finding>[]];
    return lines(
      markdown`**${publicText(finding.severity)}** ${code(publicText(finding.rule))}`,
      markdown``,
      list(group.map((each) => markdown`${whereOf(each, isOnly)}: ${each.finding.message}`)),
      markdown``,
      markdown`→ ${rich(finding.remedy)}`,
    );
  });
}

/** What cannot be decided yet, and who decides it. */
export function openSection(folded: readonly Folded<Finding>[], isOnly: boolean): Markdown | undefined {
  const items = folded.map(
    (each) => markdown`${whereOf(each, isOnly)}: ${each.finding.message}. ${rich(each.finding.remedy)}`,
  );
  return section('Not decided yet', items.length === 0 ? [] : [list(items)]);
}

export function acceptedList(folded: readonly Folded<AcceptedFinding>[], isOnly: boolean): Markdown {
  return list(
    folded.map(
      (each) =>
        markdown`${code(publicText(each.finding.rule))} at ${whereOf(each, isOnly)}: ${each.finding.message}; accepted: ${acceptedText(each.finding)}`,
    ),
  );
}

/** Which clients, in which sources, and where that is written. */
function whereOf({ finding: { instances, location }, sources }: Folded<Finding>, isOnly: boolean): Markdown {
  // A file without a line says no more than the source does.
  const place = location?.line === undefined ? [] : [markdown` (${code(placeText(location))})`];
  if (instances.length === 0) return markdown`${codes(sources)}${place}`;
  return markdown`${codes(instances, 10)}${inSources(sources, isOnly)}${place}`;
}
