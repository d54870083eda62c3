/** Once for a run, after all tests. */
export { endRun as default } from './support/native/run.mjs';
