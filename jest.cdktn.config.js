// npm run test:cdktn: the tests that see the library, with cdktn in place of cdktf. The same files and the same expectations.
// All others would repeat what they have said, and so would init/written-job, which sees only the name of the package:
// npm run test:cdktn -- --testMatch '**/test/**/*.test.ts' runs them too.
const tests = [
  'adopt/*',
  'constructs/*',
  'end-to-end/terraform',
  'init/!(written-job)',
  'jest-matcher/*',
  'package/*',
  'properties/apps',
  'terraform/*',
  'zendesk/report',
];

/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  displayName: 'cdktn',
  testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`),
  // The source takes from the environment what it calls itself.
  testEnvironment: '<rootDir>/test/cdktn/environment.js',
  // The bindings are those from the build.
  moduleNameMapper: {
    '^cdktf(/.*)?$': 'cdktn$1',
    '^@cdktf/provider-genesyscloud(/.*)?$':
      '<rootDir>/build/cdktn-genesyscloud-scopes/node_modules/@cdktn/provider-genesyscloud$1',
  },
};
