// Test runner of Stryker: the suites under Jest's own test framework (jest-circus and expect), in one process.
//
// Stryker's own runner for Jest starts Jest anew for each mutant, which takes two seconds; there are thousands. Here packages stay
// loaded, and what is the project's own (code and tests) is loaded anew for each mutant, so that nothing kept in a module
// goes from one mutant to the next.
const { createRequire } = require('node:module');
const { join, sep } = require('node:path');

/** The global through which the code with mutants in it speaks with its runner. */
const NAMESPACE = '__stryker__';
const SUITES = 'test/mutation/suites.ts';

/** Loads TypeScript, and translates each file once. */
function translateTypeScript(require) {
  const { transformFileSync } = require('@swc/core');
  const translated = new Map();
  require.extensions['.ts'] = (module, file) => {
    if (!translated.has(file)) {
      const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
      translated.set(file, transformFileSync(file, { swcrc: false, ...options }).code);
    }
    module._compile(translated.get(file), file);
  };
}

function nameOf(test) {
  const names = [test.name];
  for (let block = test.parent; block?.parent !== undefined; block = block.parent) names.unshift(block.name);
  return names.join(' ');
}

class Runner {
  static inject = [];

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const require = createRequire(join(process.cwd(), 'package.json'));
    const { expect } = require('expect');
    this.circus = require('jest-circus');
    const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = this.circus;
    const jest = { setTimeout: () => jest };
    Object.assign(globalThis, { describe, test, it, beforeAll, beforeEach, afterAll, afterEach, expect, jest });
    translateTypeScript(require);
    globalThis[NAMESPACE] ??= {};
    this.circus.addEventHandler((event) => this.onEvent(event));
  }

  onEvent({ name, test }) {
    if (name === 'test_start') {
      globalThis[NAMESPACE].currentTestId = nameOf(test);
      // One failure is enough to tell a mutant.
      if (this.failure !== undefined || this.wanted?.has(nameOf(test)) === false) test.mode = 'skip';
    } else if (name === 'test_done' || name === 'test_skip') {
      globalThis[NAMESPACE].currentTestId = undefined;
      const [error] = test.errors;
      if (this.bail && error !== undefined) this.failure ??= { name: nameOf(test), message: messageOf(error) };
    }
  }

  load() {
    const own = process.cwd() + sep;
    for (const file of Object.keys(require.cache)) if (file.startsWith(own)) delete require.cache[file];
    globalThis.reaching = this.wanted && new Set([...this.wanted].map((name) => name.slice(0, name.indexOf(' '))));
    this.circus.resetState();
    // As often as code with an endless loop is stopped by Stryker: no test of the suites takes that long.
    this.circus.getState().testTimeout = 60_000;
    createRequire(join(own, 'package.json'))(join(own, SUITES));
  }

  async dryRun() {
    Object.assign(this, { bail: false, failure: undefined, wanted: undefined });
    this.load();
    const { testResults } = await this.circus.run();
    const tests = testResults.map(({ testPath, status, duration, errors }) => {
      const name = testPath.slice(1).join(' ');
      const result = { id: name, name, timeSpentMs: duration ?? 0, fileName: SUITES };
      if (status === 'skip' || status === 'todo') return { ...result, status: 2 };
      return errors.length === 0 ? { ...result, status: 0 } : { ...result, status: 1, failureMessage: errors[0] };
    });
    return { status: 'complete', tests, mutantCoverage: globalThis[NAMESPACE].mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const shared = globalThis[NAMESPACE];
    Object.assign(this, { bail: true, failure: undefined, wanted: testFilter && new Set(testFilter) });
    const activate = () =>
      Object.assign(shared, {
        activeMutant: activeMutant.id,
        hitLimit,
        hitCount: hitLimit === undefined ? undefined : 0,
      });
    Object.assign(shared, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    try {
      if (mutantActivation === 'static') activate();
      this.load();
      activate();
      const { testResults, unhandledErrors } = await this.circus.run();
      if (shared.hitCount > shared.hitLimit) return { status: 'timeout', reason: 'too many hits' };
      const failure = this.failure ?? (unhandledErrors[0] && { name: 'outside of tests', message: unhandledErrors[0] });
      const nrOfTests = testResults.filter(({ status }) => status === 'done').length;
      if (failure === undefined) return { status: 'survived', nrOfTests };
      return { status: 'killed', killedBy: [failure.name], failureMessage: failure.message, nrOfTests };
    } finally {
      shared.activeMutant = undefined;
    }
  }
}

function messageOf(error) {
  const [thrown] = [error].flat();
  return thrown instanceof Error ? thrown.message : String(thrown);
}

exports.strykerPlugins = [{ kind: 'TestRunner', name: 'circus', injectableClass: Runner }];
