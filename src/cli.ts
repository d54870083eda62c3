import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { CommandFactory } from 'nest-commander';
import { AppModule } from './app.module.js';
import { CodedError } from './common/errors/coded-error.js';
import { ConfigModule } from './config/config.module.js';
import { type Configuration, loadConfiguration } from './config/configuration.js';
import {
  MaintenanceCommandsModule,
  SchemaCommandsModule,
} from './maintenance/commands/commands.module.js';
import { explainStartFailure } from './start-failure.js';

/** `migrate` must not need the tables that it creates; every other command has the application. */
function commandLine(configuration: Configuration, schemaOnly: boolean) {
  const imports = schemaOnly
    ? [ConfigModule.register(configuration), SchemaCommandsModule]
    : [AppModule.register(configuration), MaintenanceCommandsModule, SchemaCommandsModule];

  @Module({ imports })
  class CommandLineModule {}
  return CommandLineModule;
}

function fail(error: unknown): never {
  const message =
    error instanceof CodedError
      ? `${error.code}: ${error.message}`
      : explainStartFailure(error, process.env);
  console.error(message);
  process.exit(1);
}

async function run(): Promise<void> {
  const configuration = loadConfiguration(process.env);
  await CommandFactory.run(commandLine(configuration, process.argv[2] === 'migrate'), {
    abortOnError: false,
    logger: ['error'],
    errorHandler: (error) => process.exit('exitCode' in error && error.exitCode === 0 ? 0 : 2),
    serviceErrorHandler: fail,
  });
}

run().catch(fail);
