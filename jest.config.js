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

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // A release has checks of its own, which need what was built: npm run test:release.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/release/'],
  transform: {
    '^.+\\.ts$': swc,
    [`/node_modules/(?:${modules}).*\\.js$`]: swc,
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${modules}))`],
  // Copies of packages that tests install into temporary folders are none of ours.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/.*/dist/', '<rootDir>/examples/.*/cdktf.out/'],
  reporters: ['default', '<rootDir>/test/count-reporter.js'],
  testSequencer: '<rootDir>/test/longest-first.js',
};
