import { dirname, join, sep } from 'node:path';
import { TerraformResource } from 'cdktf';
import { newApp, newStack, rawClient } from '../helpers/app';
import { HOST, PACKAGE_HOME } from '../helpers/host';

// Without it, a run for the other library could pass by having run with the same one.
test('the tests run with the library that they are run for, and with its bindings', () => {
  const library = process.env.CDK_HOST ?? 'cdktf';
  expect(HOST.library).toBe(library);
  expect(require.resolve('cdktf')).toContain(`${sep}node_modules${sep}${library}${sep}`);
  const { name } = require(join(dirname(require.resolve('cdktf')), '../package.json'));
  expect(name).toBe(library);
  expect(require(join(PACKAGE_HOME, 'package.json')).name).toBe(HOST.package);
  expect(rawClient(newStack(newApp(), 'stack'), 'client')).toBeInstanceOf(TerraformResource);
});
