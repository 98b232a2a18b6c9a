import { entry, plan, TYPE } from './inputs';

type Fields = Readonly<Record<string, unknown>>;

/** A client as a state has it, before it is written in one form or another. */
export interface StateClient {
  /** Steps from the root module, each with the key of its instance. */
  readonly path?: readonly Step[];
  readonly name: string;
  readonly key?: string | number;
  readonly values: Fields;
  /** Attributes that are sensitive as a whole. */
  readonly sensitive?: readonly string[];
}

export interface Step {
  readonly name: string;
  readonly key?: string | number;
}

/** An address as Terraform prints it. */
export function addressOf({ path = [], name, key }: StateClient): string {
  return [...path.map(moduleStep), `${TYPE}.${name}${keyText(key)}`].join('.');
}

function moduleStep({ name, key }: Step): string {
  return `module.${name}${keyText(key)}`;
}

function keyText(key: string | number | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key).replaceAll(/[$%](?=\{)/g, '$&$&')}]`;
}

/** A state file of version 4 with these resources. */
export function stateFile(resources: unknown, rest: Fields = {}): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 3,
    lineage: '0bc4f342-142c-843a-a9be-7a5718cec26f',
    outputs: {},
    resources,
    check_results: null,
    ...rest,
  });
}

/** A resource of a state file. */
export function resource(name: string, instances: unknown, rest: Fields = {}): Fields {
  return { mode: 'managed', type: TYPE, name, provider: 'provider["x/mypurecloud/genesyscloud"]', instances, ...rest };
}

/** One instance of a resource: with its attributes, as Terraform 1.11 writes it. */
export function instance(attributes: unknown, rest: Fields = {}): Fields {
  return { schema_version: 1, attributes, sensitive_attributes: [], private: 'eyJ9', ...rest };
}

export function asVersion4(clients: readonly StateClient[]): string {
  return grouped(clients, ({ values, ...client }) => instance(values, instanceFields(client)));
}

/** Version 4 with flat attributes, as `terraform state replace-provider` leaves the provider's own export. */
export function asFlat(clients: readonly StateClient[]): string {
  return grouped(clients, ({ values, ...client }) => ({
    schema_version: 1,
    attributes_flat: flatten(values),
    ...instanceFields(client),
  }));
}

function grouped(clients: readonly StateClient[], write: (client: StateClient) => Fields): string {
  const resources = new Map<string, Fields & { instances: Fields[] }>();
  for (const client of clients) {
    const { path = [], name } = client;
    const module = path.map(moduleStep).join('.');
    const id = `${module} ${name}`;
    const found = resources.get(id) ?? {
      ...(module !== '' && { module }),
      ...resource(name, []),
      instances: [],
    };
    found.instances.push(write(client));
    resources.set(id, found);
  }
  return stateFile([...resources.values()]);
}

function instanceFields({ key, sensitive = [] }: Omit<StateClient, 'values'>): Fields {
  return {
    ...(key !== undefined && { index_key: key }),
    sensitive_attributes: sensitive.map((name) => [{ type: 'get_attr', value: name }]),
  };
}

/** Version 3, which has neither keys of modules, nor keys that are words, nor marks. */
export function asVersion3(clients: readonly StateClient[]): string {
  const modules = new Map<string, { path: string[]; resources: Record<string, unknown> }>();
  for (const { path = [], name, key, values } of clients) {
    const steps = ['root', ...path.map((step) => step.name)];
    const module = modules.get(steps.join()) ?? { path: steps, resources: {} };
    module.resources[[TYPE, name, ...(key === undefined ? [] : [key])].join('.')] = {
      type: TYPE,
      depends_on: [],
      primary: { id: 'id', attributes: flatten(values), meta: { schema_version: '1' }, tainted: false },
      deposed: [],
      provider: 'provider.genesyscloud',
    };
    modules.set(steps.join(), module);
  }
  return JSON.stringify({
    version: 3,
    terraform_version: '0.12.31',
    serial: 1,
    lineage: '627543a6-af19-b59e-5f7c-5cb8fe725411',
    modules: [...modules.values()].map((module) => ({ ...module, outputs: {}, depends_on: [] })),
  });
}

/** What the provider's SDK makes of an object: every value a string, null left out, a set under hashes. */
function flatten(values: Fields): Fields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string][] => {
      if (value === null) return [];
      if (!Array.isArray(value)) return [[name, String(value)]];
      const hashed = value.map((element: unknown, index): [string, unknown] => [
        `${name}.${7919 * (index + 3)}`,
        element,
      ]);
      return [
        [`${name}.#`, String(value.length)],
        ...hashed.flatMap(([key, element]): [string, string][] =>
          typeof element === 'object' && element !== null
            ? Object.entries(element).map(([part, inner]) => [`${key}.${part}`, String(inner)])
            : [[key, String(element)]],
        ),
      ];
    }),
  );
}

/** What `terraform show -json` prints of a state. */
export function asShown(clients: readonly StateClient[]): string {
  return JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: { outputs: {}, root_module: shownModule(clients, []) },
    checks: [{ address: { kind: 'resource', mode: 'managed', type: TYPE, name: 'gone' }, status: 'pass' }],
  });
}

function shownModule(clients: readonly StateClient[], path: readonly string[]): Fields {
  const inside = clients.filter(({ path: steps = [] }) =>
    path.every((step, index) => moduleStep(steps[index] ?? { name: '' }) === step),
  );
  const own = inside.filter(({ path: steps = [] }) => steps.length === path.length);
  const next = inside.flatMap(({ path: steps = [] }) => steps.slice(path.length, path.length + 1).map(moduleStep));
  const children = [...new Set(next)].map((step) => shownModule(clients, [...path, step]));
  return {
    ...(path.length > 0 && { address: path.join('.') }),
    ...(own.length > 0 && { resources: own.map(shownResource) }),
    ...(children.length > 0 && { child_modules: children }),
  };
}

function shownResource(client: StateClient): Fields {
  return {
    address: addressOf(client),
    mode: 'managed',
    type: TYPE,
    name: client.name,
    ...(client.key !== undefined && { index: client.key }),
    values: client.values,
    sensitive_values: marksOf(client),
  };
}

/** A plan that changes nothing of these clients. */
export function asPlan(clients: readonly StateClient[]): string {
  return plan(
    clients.map((client) =>
      entry(addressOf(client), {
        actions: ['no-op'],
        before: client.values,
        after: client.values,
        before_sensitive: marksOf(client),
        after_sensitive: marksOf(client),
      }),
    ),
  );
}

function marksOf({ sensitive = [] }: StateClient): Fields {
  return Object.fromEntries(['client_secret', ...sensitive].map((name) => [name, true]));
}
