import { join } from 'node:path';
import { root } from './prepare.mjs';
import { run } from './run.mjs';

// Jest loads ES modules only with the first flag, which cannot be set from its configuration. The last one
// (megabytes) lets new objects die before they are copied: a sixth less processor time. Its processes inherit both.
process.exitCode = await run([
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=64',
  join(root, 'node_modules/jest/bin/jest.js'),
  '--rootDir',
  root,
  ...process.argv.slice(2),
]);
