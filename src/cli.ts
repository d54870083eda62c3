import { constants } from 'node:os';
import { keepCompiledCode } from './server/compile-cache.js';

/** Ends in order, so that what is half written is removed; a second signal ends at once. */
function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/** Whoever reads the output may have seen enough before its end, as `head` has. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

endOnSignals();
endWithReader();
keepCompiledCode();
const { runCommandLine } = await import('./command-line/run-command-line.js');
const exitCode = await runCommandLine();
// A failure may leave connections open, which would keep the process alive.
if (exitCode !== 0) process.exit(exitCode);
