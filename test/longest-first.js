const { default: Sequencer } = require('@jest/test-sequencer');
const { relative, sep } = require('node:path');

/** Files that take longest, the longest first: where nothing has been run before, jest goes by their sizes, which say little. */
const LONGEST = [
  'package/package',
  'end-to-end/softphone',
  'package/entries',
  'release/tarball',
  'release/again',
  'release/api',
  'cli/review',
  'reporters/html-browser',
  'adopt/terraform',
  'faults/input',
  'faults/output',
  'adopt/properties',
  'release/components',
  'explain/all',
  'terraform/cdktf',
  'scan/large',
  'end-to-end/terraform',
  'cdktn/moved',
  'fuzz/huge',
  'fuzz/damaged',
  'release/site',
  'fuzz/circles',
  'fuzz/mutations',
  'action/policy-base',
  'action/gitlab',
  'action/comment',
  'action/verdict',
  'terraform/harness',
  'action/inputs',
];

/** Begins with what takes long, so that no worker is alone with it in the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};

function rank({ path }) {
  const index = LONGEST.indexOf(
    relative(__dirname, path)
      .split(sep)
      .join('/')
      .replace(/\.test\.ts$/, ''),
  );
  return index < 0 ? LONGEST.length : index;
}
