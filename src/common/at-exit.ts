type Cleanup = () => void;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const cleanups = new Set<Cleanup>();
let endsOnSignals = false;

/**
 * Runs `cleanup`, which has to be synchronous, when the process ends; returns a function that takes it
 * back. Removes unfinished files, ends children, restores the terminal.
 */
export function atExit(cleanup: Cleanup): () => void {
  if (cleanups.size === 0) listen();
  cleanups.add(cleanup);
  return () => {
    if (cleanups.delete(cleanup) && cleanups.size === 0) stopListening();
  };
}

/**
 * Ctrl-C and SIGTERM end this process at once, after what `atExit` was given. While there is nothing to
 * clean up the system ends it: also in the middle of a statement that blocks the event loop.
 */
export function endOnSignals(): void {
  endsOnSignals = true;
}

function listen(): void {
  process.on('exit', cleanUp);
  if (endsOnSignals) for (const signal of SIGNALS) process.on(signal, end);
}

function stopListening(): void {
  process.off('exit', cleanUp);
  for (const signal of SIGNALS) process.off(signal, end);
}

function cleanUp(): void {
  for (const cleanup of cleanups) {
    try {
      cleanup();
    } catch {
      // The others have to run too, and there is nobody left to tell.
    }
  }
  cleanups.clear();
}

/**
 * Ends by the signal itself, which a shell reports as 130 or 143: `process.exit` would wait for threads
 * that are in the middle of a statement.
 */
function end(signal: NodeJS.Signals): void {
  cleanUp();
  stopListening();
  process.kill(process.pid, signal);
}
