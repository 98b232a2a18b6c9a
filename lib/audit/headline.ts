import { type Finding, MISSING_SCOPE, publicText, type Report, type Text } from '../model';

/**
 * What the report on an organisation comes to, in one line.
 *
 * @param leftOut how many clients were not judged, because nobody can log in with them
 */
export function headline({ catalog, summary, clients, findings }: Report, leftOut: number): Text {
  const of = (test: (finding: Finding) => boolean) =>
    new Set(
      findings.filter((finding) => finding.kind === 'fail' && test(finding)).flatMap(({ instances }) => instances),
    );
  const byRule = (id: string) => of(({ rule }) => rule === id);
  const lacking = byRule(MISSING_SCOPE);
  const unpublished = clients.filter(({ address, unpublished: names }) => names > 0 && !lacking.has(address));
  const refused = of(({ rule, severity }) => rule === 'unpublished-scope' && severity === 'error');
  const nameless = unpublished.filter(({ address }) => refused.has(address));
  // An organisation's own catalogue decides; without it nobody knows.
  const doubtful = catalog.source === 'organisation' ? 0 : unpublished.length - nameless.length;
  // Of a client that nobody named, nobody said that agents log in with it.
  const assumed = clients.filter(({ address, origin }) => origin === 'assumed' && lacking.has(address)).length;
  const byBase =
    assumed === 0 ? '' : ` (${assumed} by the base profile, because nothing names ${assumed === 1 ? 'it' : 'them'})`;
  const calling = byRule('uncovered-call').size;
  const parts = [
    count(lacking.size, 'lacks a required scope and breaks', 'lack a required scope and break', ENFORCED) + byBase,
    ...(nameless.length > 0 ? [count(nameless.length, 'holds', 'hold', UNKNOWN)] : []),
    ...(doubtful > 0 ? [count(doubtful, 'holds', 'hold', UNPUBLISHED)] : []),
    ...(calling > 0 ? [count(calling, 'makes', 'make', UNCOVERED)] : []),
    count(byRule('retiring-grant').size, 'uses', 'use', 'a retiring grant'),
    count(byRule('excess-scope').size, 'holds', 'hold', 'more than the policy allows'),
  ];
  const others = leftOut === 0 ? '' : ` (and ${leftOut} left out)`;
  return publicText(`${summary.clients} ${summary.clients === 1 ? 'client' : 'clients'}${others}: ${parts.join('; ')}`);
}

const ENFORCED = 'on the day scopes are enforced';
const UNKNOWN = 'required names that the organisation does not know';
const UNPUBLISHED = 'required names that Genesys Cloud does not publish, which no published operation takes';
const UNCOVERED = 'calls that no held scope covers';

function count(number: number, one: string, many: string, what: string): string {
  return `${number} ${number === 1 ? one : many} ${what}`;
}
