import { check } from '../check';
import { type Attributes, type Finding, known, type OAuthClientRecord, type Reading } from '../model';
import { type AdoptedClient, type AdoptOptions, declarationOf } from './adopted-client';

/** An error that the synth gate would find. */
export type Found = Pick<Finding, 'rule' | 'subject'>;

/** What the synth gate would refuse of the clients as the code has them, by address. */
export function judgeAdopted(
  adopted: readonly AdoptedClient[],
  { policy, catalog, today, by }: AdoptOptions,
): ReadonlyMap<string, readonly Found[]> {
  const report = check(readingsOf(adopted, by), policy, { today, catalog });
  const found = new Map<string, Found[]>();
  for (const finding of report.findings) {
    if (finding.severity !== 'error' || finding.kind !== 'fail') continue;
    for (const instance of finding.instances) found.set(instance, [...(found.get(instance) ?? []), finding]);
  }
  return found;
}

/** The clients as a gate will read them, in the sources that policies speak of. */
function readingsOf(adopted: readonly AdoptedClient[], by: AdoptOptions['by']): Reading[] {
  const labels = [...new Set(adopted.map(({ client }) => client.source.label))];
  return labels.map((label) => {
    const own = adopted.filter(({ client }) => client.source.label === label);
    const [first] = own as [AdoptedClient, ...AdoptedClient[]];
    return {
      source: { ...first.client.source, kind: 'terraform-json' },
      clients: own.map((each) => recordOf(each, by)),
      credentials: [],
      orphans: [],
      problems: [],
    };
  });
}

function recordOf({ address, scopes, client, form }: AdoptedClient, by: AdoptOptions['by']): OAuthClientRecord {
  const declared = declarationOf(form);
  const attributes: Attributes = {
    ...client.attributes,
    scopes: { items: scopes.map((scope) => known(scope)), rest: [] },
    ...(by === 'import' && NOT_IMPORTED),
  };
  return { address, instance: address, attributes, ignoresScopes: false, ...(declared && { declared }) };
}

/** What an import cannot take over, and so is not in the code. */
const NOT_IMPORTED = {
  exposeClientSecret: known(null),
  directoryClientSecret: known(null),
  integrationCredentialName: known(null),
};
