import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { createLog } from './common/logging/create-log.js';
import { NestLog } from './common/logging/nest-log.js';
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
  const log = createLog(configuration.log);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(configuration), {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(log),
  });
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  configureApp(app, configuration, log);
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
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
});
