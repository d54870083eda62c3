import { endOnSignals } from './common/at-exit.js';
import { keepCompiledCode } from './server/compile-cache.js';

/** A reader such as `head` may close the pipe early. */
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
