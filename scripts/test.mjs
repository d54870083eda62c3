import './end-with-npm.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled();
// The tests of the command line and of the start run the built program.
await ensureBuilt();
await import('./jest.mjs');
