const swc = [
  '@swc/jest',
  {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Packages that come as ECMAScript modules only, which jest cannot load as they are. */
const modules = '@octokit/|ky/|before-after-hook/|universal-user-agent/|json-with-bigint/|content-type/';

/**
 * CDK_HOST=cdktn runs the same tests of the same source with the other library, and with its bindings from the build. Children
 * of tests inherit it, and the source takes from it what it calls itself.
 */
const cdktn = {
  '^cdktf(/.*)?$': 'cdktn$1',
  '^@cdktf/provider-genesyscloud(/.*)?$':
    '<rootDir>/build/cdktn-genesyscloud-scopes/node_modules/@cdktn/provider-genesyscloud$1',
};

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // A release has checks of its own, which take minutes: npm run test:release.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/release/'],
  transform: {
    '^.+\\.ts$': swc,
    [`/node_modules/(?:${modules}).*\\.js$`]: swc,
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${modules}))`],
  // Copies of packages that tests install into temporary folders are none of ours.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/.*/dist/', '<rootDir>/examples/.*/cdktf.out/'],
  ...(process.env.CDK_HOST === 'cdktn' && { moduleNameMapper: cdktn }),
  reporters: ['default', '<rootDir>/test/count-reporter.js'],
};
