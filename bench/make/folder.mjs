// Folders of Terraform configuration: a module a site, each with other resources and clients, as people write them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { client, otherResource, REQUIRED } from './resources.mjs';

/** Writes the folder anew, and says how many bytes it has and which clients in it lack which scope. */
export function writeFolder(folder, { modules, others, clients, isBroken }) {
  rmSync(folder, { recursive: true, force: true });
  let bytes = 0;
  const write = (name, text) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
    bytes += Buffer.byteLength(text);
  };
  const lacks = [];
  for (let module = 0; module < modules; module++) {
    const resources = Array.from({ length: others }, (_, index) => otherResource(module * others + index));
    write(`modules/site_${module}/main.tf`, resources.map(block).join('\n'));
    const all = Array.from({ length: clients }, (_, index) => ownClient(module * clients + index, isBroken));
    write(`modules/site_${module}/clients.tf`, all.map(({ resource }) => block(resource)).join('\n'));
    for (const { resource, lacking } of all) {
      for (const scope of lacking) lacks.push(`module.site_${module}.${resource.type}.${resource.name} lacks ${scope}`);
    }
  }
  write('main.tf', Array.from({ length: modules }, (_, module) => call(module)).join('\n'));
  return { bytes, lacks };
}

const call = (module) => `module "site_${module}" {\n  source = "./modules/site_${module}"\n}\n`;

/** A client of people; a broken one lacks one scope, another in turn. */
function ownClient(number, isBroken) {
  const lacking = isBroken(number) ? [REQUIRED[number % REQUIRED.length]] : [];
  const scopes = REQUIRED.filter((scope) => !lacking.includes(scope));
  const base = client(0);
  const after = { ...base.after, name: `Zendesk agents ${number}`, description: `Agents of site ${number}`, scopes };
  return { resource: { ...base, name: `agents_${number}`, after }, lacking };
}

function block({ type, name, after }) {
  const lines = Object.entries(after)
    .filter(([key, value]) => key !== 'id' && key !== 'arn' && value !== null)
    .map(([key, value]) => `  ${key} = ${expression(value, '  ')}`);
  return `resource "${type}" "${name}" {\n${lines.join('\n')}\n}\n`;
}

function expression(value, indent) {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every((each) => typeof each !== 'object'))
      return `[${value.map((each) => expression(each, '')).join(', ')}]`;
    return `[\n${value.map((each) => `${indent}  ${expression(each, `${indent}  `)},`).join('\n')}\n${indent}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([key, each]) => `${indent}  ${key} = ${expression(each, `${indent}  `)}`,
    );
    return `{\n${members.join('\n')}\n${indent}}`;
  }
  // Templates of Terraform, of which there are none here, would have to be escaped.
  return JSON.stringify(value);
}
