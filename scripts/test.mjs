import { ensureBuilt, ensureInstalled } from './prepare.mjs';

ensureInstalled();
// The tests of the command line and of the start run the built program.
ensureBuilt();
await import('./jest.mjs');
