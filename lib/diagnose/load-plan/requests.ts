import type { Location } from '../../model';
import { amountsOf } from './amounts';
import { controlOf, isController } from './controllers';
import { type Defaults, socketTarget, type Target, targetOf } from './target';
import { enabledBelow, property, shortType, type TestElement, textOf } from './test-element';
import { NO_TIMERS, type Timing, timed } from './timers';
import { NO_TOKEN, type TokenUse, tokenIn, type VariableSources } from './tokens';

/** A sampler of a thread group that sends something. */
export interface Request {
  readonly kind: 'http' | 'socket';
  readonly target: Target;
  /** How often it is sent in a round, at the most and at the least. */
  readonly most: number;
  readonly least: number;
  /** True for what a thread sends in its first round only. */
  readonly once: boolean;
  readonly token: TokenUse;
  readonly timing: Timing;
  /** Topics in its body, where that is a list. */
  readonly topics?: number;
  readonly at: Location;
}

/** What a thread group sends, as far as it can be seen. */
export interface Sent {
  readonly requests: readonly Request[];
  /** Elements that run something which is not in the tree below them. */
  readonly elsewhere: readonly TestElement[];
  /** Scripts, which may send anything. */
  readonly scripts: number;
}

/** What holds for an element because of where it stands. */
export interface Scope {
  readonly most: number;
  readonly least: number;
  readonly once: boolean;
  readonly token: TokenUse;
  readonly defaults: Defaults;
  readonly timing: Timing;
}

const AT_THE_TOP: Scope = {
  most: 1,
  least: 1,
  once: false,
  token: NO_TOKEN,
  defaults: { domain: '', path: '' },
  timing: NO_TIMERS,
};

/** The scope of all thread groups. @param elements those directly below the test plan */
export function scopeOfPlan(elements: readonly TestElement[], sources: VariableSources): Scope {
  return within(AT_THE_TOP, elements, sources);
}

/** Finds what is sent below an element of a plan. */
export function sentBy(group: TestElement, outer: Scope, sources: VariableSources): Sent {
  const requests: Request[] = [];
  const elsewhere: TestElement[] = [];
  let scripts = 0;
  const visit = (element: TestElement, scope: Scope): void => {
    const type = shortType(element.type);
    if (type === 'IncludeController' || type === 'ModuleController') elsewhere.push(element);
    if (/^(JSR223|BeanShell|BSF|Java)Sampler$/.test(type)) scripts++;
    const inside = within(scope, enabledBelow(element), sources);
    const request = requestOf(element, inside, sources);
    if (request !== undefined) requests.push(request);
    const inner = isController(type) ? repeated(inside, element, sources) : inside;
    for (const child of enabledBelow(element)) visit(child, inner);
  };
  visit(group, outer);
  return { requests, elsewhere, scripts };
}

/** The scope below an element: what stands directly below it holds for all that stands there. */
function within(scope: Scope, elements: readonly TestElement[], sources: VariableSources): Scope {
  const of = (type: string) => elements.filter((element) => shortType(element.type) === type);
  const defaults = of('ConfigTestElement').filter(({ properties }) => property(properties, 'HTTPSampler.domain'));
  const text = (name: string) => defaults.map(({ properties }) => textOf(properties, name)).find((each) => each !== '');
  return {
    ...scope,
    token: of('HeaderManager').flatMap((each) => tokenIn(each, sources) ?? [])[0] ?? scope.token,
    defaults: {
      domain: text('HTTPSampler.domain') ?? scope.defaults.domain,
      path: text('HTTPSampler.path') ?? scope.defaults.path,
    },
    timing: elements.reduce((timing, element) => timed(timing, element, sources.defined), scope.timing),
  };
}

function repeated(scope: Scope, element: TestElement, { defined }: VariableSources): Scope {
  const { most, least, once } = controlOf(element, amountsOf(element, defined));
  return {
    ...scope,
    most: product(scope.most, most),
    least: product(scope.least, least),
    once: scope.once || once,
  };
}

/** Nothing stays nothing, however often. */
export function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

function requestOf(element: TestElement, scope: Scope, { defined }: VariableSources): Request | undefined {
  const { most, least, once, token, timing, defaults } = scope;
  const shared = { most, least, once, token, timing, at: element.at() };
  if (/^HTTPSampler(Proxy|2)?$/.test(shortType(element.type))) {
    const topics = topicsIn(element);
    const target = targetOf(element, defaults, defined);
    return { kind: 'http', target, ...shared, ...(topics !== undefined && { topics }) };
  }
  if (!opensSocket(element)) return undefined;
  return { kind: 'socket', target: socketTarget(element, defined), ...shared };
}

/** Of the known plugins one opens a connection whenever it runs, the other where it is told to. */
function opensSocket({ type, properties }: TestElement): boolean {
  const name = shortType(type);
  if (name === 'OpenWebSocketSampler' || name === 'WebSocketSampler') return true;
  return /WebSocketSampler$/.test(name) && textOf(properties, 'createNewConnection') === 'true';
}

/** The length of the list that is a request's body; undefined where it is none. Nothing else of a body is looked at. */
function topicsIn({ properties }: TestElement): number | undefined {
  const list = property(property(properties, 'HTTPsampler.Arguments') ?? properties, 'Arguments.arguments');
  const body = list?.children.map((argument) => textOf(argument, 'Argument.value')).join('') ?? '';
  try {
    const parsed: unknown = JSON.parse(body.replaceAll(/\$\{[^{}]*\}/g, '0'));
    return Array.isArray(parsed) ? parsed.length : undefined;
  } catch {
    return undefined;
  }
}
