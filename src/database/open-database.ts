import type { Configuration } from '../config/configuration.js';
import {
  createDataSource,
  type Entities,
  readerOptions,
  writerOptions,
} from './data-source-options.js';
import { PostgresTransactionRunner } from './postgres/postgres-transaction-runner.js';
import { SqliteTransactionRunner } from './sqlite/sqlite-transaction-runner.js';
import type { TransactionRunner } from './transaction-runner.js';

/** A second database, besides the application's own. */
export interface OpenedDatabase {
  readonly runner: TransactionRunner;
  close(): Promise<void>;
}

export async function openDatabase(
  configuration: Pick<Configuration, 'database'>,
  entities: Entities,
): Promise<OpenedDatabase> {
  const { timeoutSeconds } = configuration.database;
  const writer = await createDataSource(writerOptions(configuration, entities)).initialize();
  if (configuration.database.address.dialect === 'postgres') {
    return {
      runner: new PostgresTransactionRunner(writer, timeoutSeconds),
      close: () => writer.destroy(),
    };
  }
  const reader = await createDataSource(readerOptions(configuration, entities)).initialize();
  const runner = new SqliteTransactionRunner(writer, reader, timeoutSeconds);
  return {
    runner,
    close: async () => {
      await runner.close();
      await reader.destroy();
      await writer.destroy();
    },
  };
}
