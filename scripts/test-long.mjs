/** The sizes of the storms for a release; variables that are set already win. */
const SIZES = {
  TEST_KILLS: '10',
  TEST_BACKUPS: '10',
  STORM_OPERATIONS: '10000',
  SHUTDOWN_ROUNDS: '50',
  TEST_PAGES: '50',
  TEST_POLLED: '10000',
  MODEL_RUNS: '200',
  TEST_STALE_READS: '200',
  TEST_FAILOVER_WRITES: '500',
};

for (const [name, size] of Object.entries(SIZES)) process.env[name] ??= size;
await import('./test.mjs');
