/** Runs once, after all tests. */
export { endRun as default } from './support/native/run.mjs';
