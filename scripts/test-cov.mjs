import './end-with-npm.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, tools } from './prepare.mjs';
import { run } from './run.mjs';

/**
 * Runs the tests with coverage of what Node loads for them, and of every process that they start (the
 * compiled program, not its bundle). Takes the arguments of `npm test`.
 */
const folder = join(root, 'coverage');
const raw = join(folder, 'raw');

await ensureInstalled();
await ensureInstalled(tools);
await ensureBuilt();
rmSync(folder, { recursive: true, force: true });
process.env.NODE_V8_COVERAGE = raw;
await import('./jest.mjs');
delete process.env.NODE_V8_COVERAGE;

const report = await run([
  join(tools, 'node_modules/c8/bin/c8.js'),
  'report',
  '--merge-async',
  ...['--temp-directory', raw, '--reports-dir', folder],
  // The coverage data of Node has the source maps.
  ...['--all', '--src', join(root, 'dist'), '--include', 'dist/{src,migrations}/**'],
  ...['--reporter', 'text', '--reporter', 'lcov'],
]);
// As large as all loaded code, for each test file.
rmSync(raw, { recursive: true });
process.exitCode ||= report;
