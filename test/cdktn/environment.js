const { TestEnvironment } = require('jest-environment-node');

/** CDK_HOST=cdktn for a test file and for the processes that it starts, and not for the next file of the same worker. */
module.exports = class CdktnEnvironment extends TestEnvironment {
  constructor(...args) {
    // Before the file's own process.env is made, which is a copy.
    process.env.CDK_HOST = 'cdktn';
    super(...args);
  }

  async teardown() {
    delete process.env.CDK_HOST;
    await super.teardown();
  }
};
