import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { CodedError } from './common/errors/coded-error.js';
import { PinoLogger } from './common/logging/pino-logger.js';
import { loadConfiguration } from './config/configuration.js';
import { configureApp } from './configure-app.js';
import { migrate } from './database/migrate.js';
import { SeedService } from './maintenance/seed.service.js';
import { UsersService } from './users/users.service.js';
import { explainStartFailure } from './start-failure.js';

async function start(): Promise<void> {
  const configuration = loadConfiguration(process.env);
  const { database, http } = configuration;
  if (database.migrateOnStart) await migrate(configuration);
  const logger = new PinoLogger(configuration);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(configuration), {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  configureApp(app, configuration);
  if (database.seedNewDatabase && (await app.get(UsersService).list()).length === 0) {
    await app.get(SeedService).seed();
    console.log('Loaded the sample data into the new database.');
  }
  await app.listen(http.port, http.host);
  const address = await app.getUrl();
  console.log(`Issue Tracker API: ${address}\nSwagger UI:        ${address}/docs`);
}

start().catch((error: unknown) => {
  console.error(explainStartFailure(error, process.env));
  if (!(error instanceof CodedError) && process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
});
