import { setFlagsFromString } from 'node:v8';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from '../app.module.js';
import { HttpAdapter } from '../http/http-adapter.js';
import { createLog } from '../common/logging/create-log.js';
import { NestLog } from '../common/logging/nest-log.js';
import type { Configuration } from '../config/configuration.js';
import { configureApp } from './configure-app.js';
import { migrate } from '../database/migrate.js';
import { SeedService } from '../maintenance/sample-data/seed.service.js';
import { Draining } from './shutdown.js';
import { UsersService } from '../users/users.service.js';

/** A running server, of one or several processes. */
export interface Serving {
  readonly url: string;
  /** Finishes running requests, within the shutdown timeout, and closes the database. */
  readonly stop: () => Promise<void>;
}

/**
 * By default V8 lets the old generation grow to four times its live size: an import would fill a
 * hundred megabytes with garbage. Twice is enough.
 */
const HEAP_GROWTH = '--heap-growing-percent=100';

interface ServeOptions {
  /** Whether this process migrates and seeds the database first, as configured; one process does. */
  readonly preparesDatabase: boolean;
}

/** Serves in this process. */
export async function serve(
  configuration: Configuration,
  { preparesDatabase }: ServeOptions,
): Promise<Serving> {
  setFlagsFromString(HEAP_GROWTH);
  const { http, database } = configuration;
  if (preparesDatabase && database.migrateOnStart) await migrate(configuration);
  const log = createLog(configuration.log);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.register(configuration),
    new HttpAdapter(http),
    { bodyParser: false, abortOnError: false, logger: startLog(configuration, log) },
  );
  app.useLogger(new NestLog(log));
  configureApp(app, configuration, log);
  if (preparesDatabase && database.seedNewDatabase) await seedNewDatabase(app);
  const draining = new Draining(app.getHttpServer(), http.shutdownTimeoutSeconds);
  await app.listen(http.port, http.host);
  return {
    url: await app.getUrl(),
    stop: async () => {
      await draining.finish();
      await app.close();
    },
  };
}

/** `start` reports in one line what fails: the log of it, with its stack traces, is for LOG_LEVEL=debug. */
const startLog = ({ log: { level } }: Configuration, log: Logger): NestLog | false =>
  ['debug', 'trace'].includes(level) && new NestLog(log);

async function seedNewDatabase(app: NestExpressApplication): Promise<void> {
  const isNew = async () => (await app.get(UsersService).list()).length === 0;
  try {
    if (!(await isNew())) return;
    await app.get(SeedService).seed();
    console.log('Loaded the sample data into the new database.');
  } catch (error) {
    // Another server that was started at the same time may have loaded it.
    if (await isNew()) throw error;
  }
}
