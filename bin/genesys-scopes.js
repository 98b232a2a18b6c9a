#!/usr/bin/env node
// What was compiled once is not compiled again, where Node can keep it (22.8 and newer).
require('node:module').enableCompileCache?.();
require('../dist/cli.js');
