/** @type {import('jest').Config} npm run test:release: whether what was built can be released. */
module.exports = {
  ...require('./jest.config.js'),
  displayName: 'release',
  testMatch: ['<rootDir>/test/release/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
