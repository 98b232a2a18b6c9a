import { type JudgedReading, type JudgedRecord, judgeReading } from '../check';
import { type Attributes, printed, type Text } from '../model';
import type { Requirement } from '../policy';
import { type Correction, type CorrectionOptions, correctionOf, listAfter } from './correction';
import type { ListChange } from './list-edit';
import { type FixOptions, spokenPolicy } from './options';

/** What is to become of a client's scopes, and what of it is not done because it would give the client too much. */
export interface SoundChange {
  readonly change: ListChange;
  /** Names that are too much, and no more than the client held before by other names. */
  readonly asBefore: ReadonlySet<string>;
  readonly withheld: readonly { readonly change: ListChange; readonly why: Text }[];
}

/**
 * What a client's list needs. A misspelt name opens nothing: to correct it to one that the profile neither needs nor allows
 * would open what nobody decided, so it is left, or goes with what else is too much.
 */
export function soundChangeOf(
  judged: JudgedReading,
  record: JudgedRecord & { readonly requirement: Requirement },
  attributes: Attributes,
  options: FixOptions,
): SoundChange {
  const { client, requirement } = record;
  const excess = excessIn(judged.standing, client.instance);
  const given: CorrectionOptions = {
    ...(requirement.vocabulary === options.to && { to: options.to }),
    addsRecommended: options.addRecommended,
    excess: options.removeExcess ? new Set(excess.keys()) : NONE,
    accepted: acceptedOf(judged, client.instance),
    withheld: NONE,
  };
  const correct = (more: Partial<CorrectionOptions>) =>
    correctionOf(attributes.scopes, requirement, judged.catalog, { ...given, ...more });
  const whole = correct({});
  const after = whole.instead.size === 0 ? excess : excessAfter(whole, judged, record, attributes, options);
  const asBefore = new Set([...whole.instead].flatMap(([name, others]) => (excess.has(name) ? others : [])));
  const beyond = [...whole.instead].filter(([name]) => !excess.has(name)).map(withNews);
  const withheld = beyond.filter(({ news }) => news.length > 0);
  const names = new Set(withheld.map(({ name }) => name));
  const goes = options.removeExcess ? { excess: new Set([...given.excess, ...names]) } : { withheld: names };
  return {
    change: names.size === 0 ? whole : correct(goes),
    asBefore,
    withheld: options.removeExcess ? [] : withheld,
  };

  function withNews([name, others]: readonly [string, readonly string[]]) {
    const news = others.flatMap((other) => (excess.has(other) || asBefore.has(other) ? [] : (after.get(other) ?? [])));
    const [meant] = others;
    const isRenamed = whole.renamed.has(name) && meant !== undefined;
    const change: ListChange = isRenamed
      ? { renamed: new Map([[name, meant]]), removed: NONE, added: [] }
      : { renamed: new Map(), removed: new Set([name]), added: others };
    return { name, news, change, why: printed`then it ${news}; --remove-excess takes the name out instead` };
  }
}

const NONE: ReadonlySet<string> = new Set();

/** What is said of the names that are too much; of a client that nobody named none are. */
function excessIn(findings: JudgedReading['standing'], instance: Text): ReadonlyMap<string, Text> {
  const own = findings.filter(
    ({ rule, kind, instances }) => rule === 'excess-scope' && kind === 'fail' && instances.includes(instance),
  );
  return new Map(
    own.flatMap(({ subject, message }) => (subject === undefined ? [] : [[subject as string, message] as const])),
  );
}

/** The same of the client as it would be. */
function excessAfter(
  change: Correction,
  { reading }: JudgedReading,
  { client }: JudgedRecord,
  attributes: Attributes,
  options: FixOptions,
): ReadonlyMap<string, Text> {
  const changed = { ...client, attributes: { ...attributes, scopes: listAfter(attributes.scopes, change) } };
  const judged = judgeReading(
    { ...reading, clients: [changed] },
    spokenPolicy(options),
    options.catalog,
    options.today,
  );
  return excessIn(judged.standing, client.instance);
}

/** The scopes of which a person accepted that they are missing, strange or too much. */
function acceptedOf({ accepted }: JudgedReading, instance: Text): ReadonlySet<string> {
  const own = accepted.filter(({ instances }) => instances.includes(instance));
  return new Set(own.flatMap(({ subject }) => (subject === undefined ? [] : [subject])));
}
