import type { Finding } from '../model';
import type { JudgedRecord } from './judge-reading';
import { compare } from './order';

/** Several instances of one resource share a finding when it reads the same for all of them. */
export function mergeInstances<F extends Finding>(findings: readonly F[], records: readonly JudgedRecord[]): F[] {
  // Only `count` and `for_each` make instances whose addresses differ from that of their resource.
  if (records.every(({ client }) => client.instance === client.address)) return [...findings];
  const byId = new Map<string, F[]>();
  for (const finding of findings) {
    const same = byId.get(finding.id);
    const other = same?.find((each) => readsTheSame(each, finding));
    if (same === undefined) byId.set(finding.id, [finding]);
    else if (other === undefined) same.push(finding);
    else same[same.indexOf(other)] = { ...finding, instances: [...other.instances, ...finding.instances] };
  }
  return [...byId.values()].flat().map((finding) => {
    if (finding.instances.length < 2) return finding;
    return { ...finding, instances: [...new Set(finding.instances)].sort(compare) };
  });
}

function readsTheSame(a: Finding, b: Finding): boolean {
  return (
    a.message === b.message &&
    a.severity === b.severity &&
    a.kind === b.kind &&
    a.new === b.new &&
    a.silenced === b.silenced &&
    a.location?.line === b.location?.line
  );
}
