import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { Module } from '@nestjs/common';
import { CommandFactory } from 'nest-commander';
import { AppModule } from './app.module.js';
import { TokenCommandsModule } from './auth/commands/commands.module.js';
import { withRequestContext } from './common/request-context.js';
import { ConfigModule } from './config/config.module.js';
import { type Configuration, loadConfiguration } from './config/configuration.js';
import { processEnvironment } from './config/process-environment.js';
import { IssueCommandsModule } from './issues/commands/commands.module.js';
import {
  MaintenanceCommandsModule,
  SchemaCommandsModule,
} from './maintenance/commands/commands.module.js';
import { fail } from './command-failure.js';

/** `migrate` must not need the tables that it creates; every other command has the application. */
function commandLine(configuration: Configuration, schemaOnly: boolean) {
  const imports = schemaOnly
    ? [ConfigModule.register(configuration), SchemaCommandsModule]
    : [
        AppModule.register(configuration),
        MaintenanceCommandsModule,
        TokenCommandsModule,
        IssueCommandsModule,
        SchemaCommandsModule,
      ];

  @Module({ imports })
  class CommandLineModule {}
  return CommandLineModule;
}

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

async function run(): Promise<void> {
  const configuration = loadConfiguration(processEnvironment());
  await CommandFactory.run(commandLine(configuration, process.argv[2] === 'migrate'), {
    abortOnError: false,
    logger: ['error'],
    version: configuration.api.version,
    errorHandler: fail,
    serviceErrorHandler: fail,
  });
}

endOnSignals();
endWithReader();
const context = { requestId: `cli-${randomUUID()}`, actorId: null, isLongWork: true };
withRequestContext(context, run).catch(fail);
