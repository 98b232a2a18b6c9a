/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Copies of packages that tests install into temporary folders are none of ours.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/.*/cdktf.out/'],
  reporters: ['default', '<rootDir>/test/count-reporter.js'],
};
