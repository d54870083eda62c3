import 'reflect-metadata';
import cluster from 'node:cluster';
import { loadConfiguration, requireSafeAddress } from './config/configuration.js';
import { processEnvironment } from './config/process-environment.js';
import { prepare, serve } from './serve.js';
import { stopOnSignals, stopWithPrimary } from './shutdown.js';
import { explainStartFailure } from './start-failure.js';
import { superviseWorkers, WorkerStartError } from './workers.js';

async function start(): Promise<void> {
  const configuration = loadConfiguration(processEnvironment());
  requireSafeAddress(configuration);
  if (cluster.isWorker) {
    const { stop } = await serve(configuration);
    stopWithPrimary(stop);
    return;
  }
  await prepare(configuration);
  const { url, stop } = await (configuration.http.workers > 1 ? superviseWorkers : serve)(
    configuration,
  );
  stopOnSignals(stop);
  console.log(`Issue Tracker API: ${url}\nSwagger UI:        ${url}/docs`);
}

start().catch((error: unknown) => {
  if (!(error instanceof WorkerStartError)) {
    console.error(explainStartFailure(error, process.env));
    if (process.env.LOG_LEVEL === 'debug') console.error(error);
  }
  process.exit(1);
});
