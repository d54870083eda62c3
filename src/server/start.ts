import 'reflect-metadata';
import cluster from 'node:cluster';
import {
  type Configuration,
  loadConfiguration,
  requireSafeAddress,
} from '../config/configuration.js';
import { processEnvironment } from '../config/process-environment.js';
import { stopOnSignals, stopWithPrimary } from './shutdown.js';
import { explainStartFailure } from './start-failure.js';
import { isFirstWorker, superviseWorkers, WorkerStartError } from './workers.js';

/** Starts the server, or says in one line why it cannot start. */
export async function start(): Promise<void> {
  try {
    const configuration = loadConfiguration(processEnvironment());
    requireSafeAddress(configuration);
    await (cluster.isWorker ? startWorker(configuration) : startServer(configuration));
  } catch (error) {
    if (!(error instanceof WorkerStartError)) {
      console.error(explainStartFailure(error, process.env));
      if (process.env.LOG_LEVEL === 'debug') console.error(error);
    }
    process.exit(1);
  }
}

async function startServer(configuration: Configuration): Promise<void> {
  const { url, stop } =
    configuration.http.workers > 1
      ? await superviseWorkers(configuration)
      : await serveHere(configuration, true);
  stopOnSignals(stop);
  const { mode } = configuration.auth;
  console.log(
    [
      `Access:            ${mode === 'token' ? 'with tokens' : 'without tokens, for this machine alone'} (AUTH_MODE=${mode})`,
      `Issue Tracker API: ${url}`,
      `Swagger UI:        ${url}/docs`,
      `Dashboard:         ${url}/dashboard`,
    ].join('\n'),
  );
}

async function startWorker(configuration: Configuration): Promise<void> {
  const { stop } = await serveHere(configuration, isFirstWorker());
  stopWithPrimary(stop);
}

/** Loads the application only in processes that handle requests: a primary process does not need it. */
async function serveHere(configuration: Configuration, preparesDatabase: boolean) {
  const { serve } = await import('./serve.js');
  return serve(configuration, { preparesDatabase });
}
