import { join } from 'node:path';
import { root } from './prepare.mjs';
import { run } from './run.mjs';

// Jest loads ES modules only with this flag, which cannot be set from its configuration.
process.exitCode = await run([
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(root, 'node_modules/jest/bin/jest.js'),
  '--rootDir',
  root,
  ...process.argv.slice(2),
]);
