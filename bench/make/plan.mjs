// node bench/make/plan.mjs FILE MODULES OTHERS CLIENTS: a plan as `terraform show -json` prints it, of so many modules with so many
// other resources and so many clients in each. Written piece by piece: a plan may be larger than any string.
import { closeSync, openSync, writeSync } from 'node:fs';
import { client, lackedBy, otherResource } from './resources.mjs';

const PROVIDERS = {
  aws: 'registry.terraform.io/hashicorp/aws',
  genesyscloud: 'registry.terraform.io/mypurecloud/genesyscloud',
};
const CHUNK = 1 << 20;

/** Writes the plan, and says how many bytes it has and which client lacks which scope. */
export function writePlan(file, { modules, others, clients }) {
  const handle = openSync(file, 'w');
  let pending = '';
  let bytes = 0;
  const lacks = [];
  const flush = () => {
    bytes += writeSync(handle, pending);
    pending = '';
  };
  const write = (text) => {
    pending += text;
    if (pending.length > CHUNK) flush();
  };
  /** One member after another, from as many modules: each gives a piece of JSON, or several. */
  const list = (piecesOf) => {
    let isFirst = true;
    for (let module = 0; module < modules; module++) {
      for (const piece of piecesOf(module, resourcesOf(module, others, clients))) {
        write(isFirst ? piece : `,${piece}`);
        isFirst = false;
      }
    }
  };
  write('{"format_version":"1.2","terraform_version":"1.11.4","variables":{"region":{"value":"eu-central-1"}}');
  write(',"planned_values":{"root_module":{"child_modules":[');
  list((module, resources) => [stateModule(module, resources.filter(isPlanned), ({ after }) => after)]);
  write(']}},"resource_changes":[');
  list((module, resources) => {
    for (const resource of resources) {
      for (const scope of lackedBy(resource)) lacks.push(`${identity(module, resource).address} lacks ${scope}`);
    }
    return resources.map((resource) => JSON.stringify(changeOf(module, resource)));
  });
  write(
    '],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"child_modules":[',
  );
  list((module, resources) => [stateModule(module, resources.filter(isThere), ({ before }) => before)]);
  write(`]}}},"configuration":{"provider_config":${JSON.stringify(providerConfig())},"root_module":{"module_calls":{`);
  list((module, resources) => [moduleCall(module, resources)]);
  write('},"variables":{"region":{"default":"eu-central-1"}}}},"timestamp":"2026-11-25T00:00:00Z",');
  write('"applyable":true,"complete":true,"errored":false}\n');
  flush();
  closeSync(handle);
  return { bytes, lacks };
}

function resourcesOf(module, others, clients) {
  return [
    ...Array.from({ length: others }, (_, index) => otherResource(module * others + index)),
    ...Array.from({ length: clients }, (_, index) => client(module * clients + index)),
  ];
}

const isPlanned = ({ action }) => action !== 'delete';
const isThere = ({ action }) => action !== 'create';

function identity(module, { type, name, provider }) {
  const address = `module.site_${module}.${type}.${name}`;
  return { address, mode: 'managed', type, name, provider_name: PROVIDERS[provider] };
}

/** Terraform's marks of what in a value is sensitive, or unknown: the shape of the value, with nothing marked. */
function unmarked(values) {
  const nested = Object.entries(values).filter(([, value]) => typeof value === 'object' && value !== null);
  return Object.fromEntries(
    nested.map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((each) => (typeof each === 'object' ? unmarked(each) : false)) : {},
    ]),
  );
}

function changeOf(module, resource) {
  const { action, before, after } = resource;
  const { id, ...known } = after;
  const isNew = action === 'create';
  const isGone = action === 'delete';
  return {
    ...identity(module, resource),
    module_address: `module.site_${module}`,
    change: {
      actions: [action],
      before: isNew ? null : before,
      after: isGone ? null : isNew ? known : after,
      after_unknown: isGone ? {} : { ...unmarked(after), ...(isNew && { id: true }) },
      before_sensitive: isNew ? false : unmarked(before),
      after_sensitive: isGone ? false : unmarked(after),
    },
  };
}

function stateModule(module, resources, valuesOf) {
  return JSON.stringify({
    resources: resources.map((resource) => {
      const values = valuesOf(resource);
      return { ...identity(module, resource), schema_version: 1, values, sensitive_values: unmarked(values) };
    }),
    address: `module.site_${module}`,
  });
}

function moduleCall(module, resources) {
  const call = {
    source: './modules/site',
    expressions: { region: { references: ['var.region'] } },
    module: {
      resources: resources.filter(isPlanned).map((resource) => {
        const { mode, type, name } = identity(module, resource);
        const { id, ...written } = resource.after;
        const expressions = Object.fromEntries(
          Object.entries(written)
            .filter(([, value]) => value !== null)
            .map(([key, value]) => [key, { constant_value: value }]),
        );
        const address = `${type}.${name}`;
        return { address, mode, type, name, provider_config_key: resource.provider, expressions, schema_version: 1 };
      }),
      variables: { region: {} },
    },
  };
  return `${JSON.stringify(`site_${module}`)}:${JSON.stringify(call)}`;
}

function providerConfig() {
  const region = { region: { references: ['var.region'] } };
  return {
    aws: { name: 'aws', full_name: PROVIDERS.aws, version_constraint: '~> 5.0', expressions: region },
    genesyscloud: { name: 'genesyscloud', full_name: PROVIDERS.genesyscloud, version_constraint: '1.82.0' },
  };
}

if (import.meta.filename === process.argv[1]) {
  const [, , file, modules, others, clients] = process.argv;
  const { bytes, lacks } = writePlan(file, {
    modules: Number(modules),
    others: Number(others),
    clients: Number(clients),
  });
  console.log(`${bytes} bytes, ${lacks.length} scopes lacking`);
}
