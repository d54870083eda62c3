import {
  type DynamicModule,
  Global,
  Module,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { Configuration } from '../config/configuration.js';
import { describeAddress } from '../config/database-url.js';
import {
  createDataSource,
  type Entities,
  READER,
  readerOptions,
  replicaOptions,
  writerOptions,
} from './data-source-options.js';
import { DatabaseFiles } from './database-files.js';
import { LongReads } from './long-reads.js';
import { PostgresLongReads } from './postgres/postgres-long-reads.js';
import { DatabaseStatus } from './database-status.js';
import { PostgresFiles } from './postgres/postgres-files.js';
import { PostgresReplicas } from './postgres/postgres-replicas.js';
import { PostgresTransactionRunner } from './postgres/postgres-transaction-runner.js';
import { SqliteFiles } from './sqlite/sqlite-files.js';
import { SqliteTransactionRunner } from './sqlite/sqlite-transaction-runner.js';
import { TransactionRunner } from './transaction-runner.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.runner.close();
    await this.longReads.close();
  }

  static register(configuration: Configuration, entities: Entities): DynamicModule {
    const { address, timeoutSeconds } = configuration.database;
    const sqlite = address.dialect === 'sqlite';
    const connections = [connection(writerOptions(configuration, entities))];
    if (sqlite) connections.push(connection(readerOptions(configuration, entities), READER));
    const runner: Provider = sqlite
      ? {
          provide: TransactionRunner,
          inject: [getDataSourceToken(), getDataSourceToken(READER)],
          useFactory: (writer: DataSource, reader: DataSource) =>
            new SqliteTransactionRunner(writer, reader, timeoutSeconds),
        }
      : {
          provide: TransactionRunner,
          inject: [getDataSourceToken()],
          useFactory: (pool: DataSource) =>
            new PostgresTransactionRunner(
              pool,
              timeoutSeconds,
              replicasOf(pool, configuration, entities),
            ),
        };
    const longReads: Provider = {
      provide: LongReads,
      inject: [getDataSourceToken(), TransactionRunner],
      useFactory: (dataSource: DataSource, runner: TransactionRunner) =>
        runner instanceof SqliteTransactionRunner
          ? runner.longReads
          : new PostgresLongReads(dataSource, timeoutSeconds, runner.failures),
    };
    const files: Provider = {
      provide: DatabaseFiles,
      inject: [getDataSourceToken()],
      useFactory: (writer: DataSource) =>
        address.dialect === 'sqlite'
          ? new SqliteFiles(address.path, configuration)
          : new PostgresFiles(address, configuration, writer),
    };
    return {
      module: DatabaseModule,
      imports: connections,
      providers: [runner, longReads, files, DatabaseStatus],
      exports: [TransactionRunner, LongReads, DatabaseFiles, DatabaseStatus],
    };
  }
}

/** A replica is asked for its position often: it has this part of the time that a statement has. */
const POSITIONS_PER_TIMEOUT = 5;

/** Undefined when none are configured. */
function replicasOf(
  primary: DataSource,
  configuration: Configuration,
  entities: Entities,
): PostgresReplicas | undefined {
  const { replicas, replicaMaxLagSeconds, timeoutSeconds } = configuration.database;
  if (replicas.length === 0) return undefined;
  const sources = replicas.map(
    (address) =>
      [
        describeAddress(address),
        createDataSource(replicaOptions(configuration, entities, address)),
      ] as const,
  );
  return new PostgresReplicas(
    primary,
    new Map(sources),
    replicaMaxLagSeconds * 1000,
    (timeoutSeconds * 1000) / POSITIONS_PER_TIMEOUT,
  );
}

function connection(options: DataSourceOptions, name?: string): DynamicModule {
  return TypeOrmModule.forRootAsync({
    ...(name === undefined ? {} : { name }),
    useFactory: () => ({ ...options, retryAttempts: 0 }),
    dataSourceFactory: (given) => createDataSource(given ?? options).initialize(),
  });
}
