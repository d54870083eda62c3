import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandFactory } from 'nest-commander';
import { ConfigModule } from '../config/config.module.js';
import { loadConfiguration } from '../config/configuration.js';
import { processEnvironment } from '../config/process-environment.js';
import { showExamples } from '../terminal/operator-command.js';
import type { CommandEntry } from './commands.js';

@Module({})
class CommandLineModule {}

/** Runs a command with its own module; other features are not loaded. */
export async function runCommand(command: CommandEntry): Promise<void> {
  const { load, opensDatabase = true, examples } = command;
  showExamples(examples);
  const configuration = loadConfiguration(processEnvironment());
  const below: DynamicModule = opensDatabase
    ? (await import('../infrastructure.module.js')).InfrastructureModule.register(configuration)
    : ConfigModule.register(configuration);
  const rootModule = { module: CommandLineModule, imports: [below, await load()] };
  await CommandFactory.run(rootModule, {
    abortOnError: false,
    // What fails is reported once, in one sentence, by `reportFailure`.
    logger: false,
    version: configuration.api.version,
    errorHandler: rethrow,
    serviceErrorHandler: rethrow,
  });
}

/** `reportFailure` decides the exit code, not the argument parser. */
function rethrow(error: Error): never {
  throw error;
}
