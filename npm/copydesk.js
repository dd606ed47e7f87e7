#!/usr/bin/env node
// Runs the program that the package for this platform carries, and ends as it ends.
'use strict';
const { spawnSync } = require('node:child_process');
const os = require('node:os');

const name = `copydesk-${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'copydesk.exe' : 'copydesk';
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`copydesk: there is no package ${name}; install it, or build copydesk with cargo`);
  process.exit(2);
}
const run = spawnSync(program, process.argv.slice(2), { stdio: 'inherit' });
if (run.error) {
  console.error(`copydesk: ${run.error.message}`);
  process.exit(2);
}
process.exit(run.signal ? 128 + (os.constants.signals[run.signal] ?? 0) : run.status);
