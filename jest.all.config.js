// npm test: every test there is, in one run, so that no worker waits while another finishes.
const configs = ['./jest.config.js', './jest.cdktn.config.js', './jest.release.config.js'];
const { reporters, testSequencer } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  // These belong to the run as a whole.
  projects: configs.map((config) => {
    const { reporters: _, testSequencer: __, ...project } = require(config);
    return project;
  }),
  reporters,
  testSequencer,
};
