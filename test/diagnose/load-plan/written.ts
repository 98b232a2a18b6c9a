/** Writes test plans as JMeter saves them, as far as a test needs it. */

export const CHANNELS = '/api/v2/notifications/channels';

/** An element, and below it others. */
export function element(
  type: string,
  properties: Readonly<Record<string, string | number>>,
  ...below: string[]
): string {
  const inner = Object.entries(properties).map(([name, value]) => `<stringProp name="${name}">${value}</stringProp>`);
  return `<${type} guiclass="Gui" testclass="${type}" testname="x">${inner.join('')}</${type}>\n${hashTree(below)}`;
}

export function hashTree(below: readonly string[]): string {
  return below.length === 0 ? '<hashTree/>\n' : `<hashTree>\n${below.join('')}</hashTree>\n`;
}

export interface GroupOptions {
  readonly type?: string;
  readonly threads?: string | number;
  readonly loops?: string | number;
  readonly ramp?: string | number;
  /** Properties besides. */
  readonly more?: string;
}

export function group(
  { type = 'ThreadGroup', threads = 1, loops = 1, ramp = 0, more = '' }: GroupOptions,
  ...below: string[]
): string {
  return `<${type} guiclass="Gui" testclass="${type}" testname="x">
<elementProp name="ThreadGroup.main_controller" elementType="LoopController">
<stringProp name="LoopController.loops">${loops}</stringProp></elementProp>
<stringProp name="ThreadGroup.num_threads">${threads}</stringProp>
<stringProp name="ThreadGroup.ramp_time">${ramp}</stringProp>${more}
</${type}>
${hashTree(below)}`;
}

export function plan(...groups: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<jmeterTestPlan version="1.2" properties="5.0" jmeter="5.6.3">
<hashTree>
<TestPlan guiclass="TestPlanGui" testclass="TestPlan" testname="Agents"/>
${hashTree(groups)}</hashTree>
</jmeterTestPlan>
`;
}

export function http(method: string, path: string, domain = 'api.mypurecloud.ie'): string {
  const properties = { 'HTTPSampler.domain': domain, 'HTTPSampler.path': path, 'HTTPSampler.method': method };
  return element('HTTPSamplerProxy', properties);
}

/** A header manager that gives a token. */
export function token(value: string): string {
  return `<HeaderManager guiclass="HeaderPanel" testclass="HeaderManager" testname="x">
<collectionProp name="HeaderManager.headers"><elementProp name="" elementType="Header">
<stringProp name="Header.name">authorization</stringProp><stringProp name="Header.value">Bearer ${value}</stringProp>
</elementProp></collectionProp></HeaderManager><hashTree/>
`;
}

/** User Defined Variables. */
export function variables(values: Readonly<Record<string, string>>): string {
  const all = Object.entries(values).map(
    ([name, value]) => `<elementProp name="${name}" elementType="Argument">
<stringProp name="Argument.name">${name}</stringProp><stringProp name="Argument.value">${value}</stringProp></elementProp>`,
  );
  return `<Arguments guiclass="ArgumentsPanel" testclass="Arguments" testname="x">
<collectionProp name="Arguments.arguments">${all.join('\n')}</collectionProp></Arguments><hashTree/>
`;
}
