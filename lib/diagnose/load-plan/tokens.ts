import { printed, publicText, type Text } from '../../model';
import { enabledBelow, property, shortType, type TestElement, textOf } from './test-element';
import { named, type Variables } from './values';

/** Whose token a request carries, as far as the plan shows it. Nothing of a token itself is kept. */
export interface TokenUse {
  readonly users: 'one' | 'many' | 'unclear';
  readonly why: Text;
}

export const NO_TOKEN: TokenUse = { users: 'unclear', why: publicText('no Authorization header is in the plan') };

/** Where the values of variables come from that the plan does not write down. */
export interface VariableSources {
  readonly defined: Variables;
  /** Of a CSV Data Set: a line for each thread or round. */
  readonly csv: ReadonlySet<string>;
  /** Taken from an answer. */
  readonly extracted: ReadonlySet<string>;
}

/** Finds where variables come from, anywhere in a plan. */
export function variableSources(plan: readonly TestElement[], defined: Variables): VariableSources {
  const [csv, extracted] = [new Set<string>(), new Set<string>()];
  const visit = (element: TestElement): void => {
    const { properties, type } = element;
    const names = (name: string) =>
      textOf(properties, name)
        .split(/[,;]/)
        .map((each) => each.trim());
    if (shortType(type) === 'CSVDataSet') for (const name of names('variableNames')) csv.add(name);
    for (const name of EXTRACTORS[shortType(type)]?.flatMap(names) ?? []) extracted.add(name);
    for (const child of enabledBelow(element)) visit(child);
  };
  for (const element of plan) if (element.isEnabled) visit(element);
  return { defined, csv, extracted };
}

/** The properties in which extractors name their variables. */
const EXTRACTORS: Readonly<Record<string, readonly string[]>> = {
  JSONPostProcessor: ['JSONPostProcessor.referenceNames'],
  JMESPathExtractor: ['JMESExtractor.referenceNames'],
  RegexExtractor: ['RegexExtractor.refname'],
  BoundaryExtractor: ['BoundaryExtractor.refname'],
  XPathExtractor: ['XPathExtractor.refname'],
  XPath2Extractor: ['XPathExtractor2.refname'],
};

/** The token that a header manager gives; undefined where it gives none. */
export function tokenIn({ properties }: TestElement, sources: VariableSources): TokenUse | undefined {
  const headers = property(properties, 'HeaderManager.headers')?.children ?? [];
  const header = headers.find((each) => textOf(each, 'Header.name').toLowerCase() === 'authorization');
  return header === undefined ? undefined : useOf(textOf(header, 'Header.value'), sources, 0);
}

/** Variables may stand for each other in a circle. */
const DEEPEST = 10;

function useOf(value: string, sources: VariableSources, depth: number): TokenUse {
  const inner = /\$\{([^{}]*)\}/.exec(value)?.[1];
  if (inner === undefined) return { users: 'one', why: publicText('one token is written in the plan') };
  const name = named('the variable', inner);
  if (/__threadNum|__CSVRead|__StringFromFile/.test(value))
    return { users: 'many', why: publicText('the token is another one for each thread') };
  const property = /^__(?:P|property)\(([^,)]*)/.exec(inner);
  if (property !== null)
    return { users: 'one', why: printed`one token is given by ${named('the property', property[1])}` };
  if (sources.csv.has(inner)) return { users: 'many', why: printed`a CSV file gives tokens by ${name}` };
  if (sources.extracted.has(inner))
    return { users: 'unclear', why: printed`${name} is taken from an answer, and who logs in is not seen` };
  const defined = sources.defined.get(inner);
  if (defined !== undefined && depth < DEEPEST) return useOf(defined, sources, depth + 1);
  return { users: 'unclear', why: printed`nothing in the plan sets ${name}, which gives the token` };
}
