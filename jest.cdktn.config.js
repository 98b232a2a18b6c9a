// npm run test:cdktn: the tests that see the library, with cdktn in place of cdktf. The same files and the same expectations.
// All others would repeat what they have said: npm run test:cdktn -- --testMatch '**/test/**/*.test.ts' runs them too.
process.env.CDK_HOST = 'cdktn';

const tests = [
  'adopt/*',
  'constructs/*',
  'end-to-end/terraform',
  'init/*',
  'jest-matcher/*',
  'package/*',
  'properties/apps',
  'terraform/*',
  'zendesk/report',
];

/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`),
};
