import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { DataSource, type DataSourceOptions, type MixedList, type EntitySchema } from 'typeorm';
import type { Configuration } from '../config/configuration.js';
import type { DatabaseAddress } from '../config/database-url.js';
import { nameLongIds } from './long-id-column.js';
import { SnakeNamingStrategy } from './naming-strategy.js';
import { POSTGRES_DRIVER } from './postgres/cluster-pool.js';
import { createPrivateFolder, makePrivate } from './private-files.js';
import { TIMESTAMP_TYPE } from './timestamp-column.js';

export type Entities = MixedList<(abstract new () => object) | EntitySchema>;

export const READER = 'reader';

/** Time to connect to PostgreSQL, or to get a free connection of the pool. */
const CONNECT_TIMEOUT_SECONDS = 10;

/** SQLite waits synchronously for a lock of another process: a longer wait would block the event loop. */
export const BUSY_TIMEOUT_MS = 10;

/** The wait for a lock while the database is opened, when there is nothing else to do yet. */
const OPENING_TIMEOUT_MS = 10_000;

/** A commit checkpoints by itself only beyond this; `SqliteCheckpoints` does it much earlier. */
const AUTO_CHECKPOINT_PAGES = 16_384;

/** The log keeps this much of its file when it begins again: to overwrite it is quicker than to append. */
const KEPT_LOG_BYTES = 16 * 1024 * 1024;

/**
 * A plain BEGIN takes its write lock with its first write, and fails there with
 * SQLITE_BUSY_SNAPSHOT when another process wrote in between. IMMEDIATE takes it at once.
 */
class ImmediateDatabase extends Database {
  override prepare: Database.Database['prepare'] = (source: string) =>
    super.prepare(source === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE TRANSACTION' : source);
}

export const connectTimeoutMs = ({ timeoutSeconds }: { readonly timeoutSeconds: number }): number =>
  Math.min(CONNECT_TIMEOUT_SECONDS, timeoutSeconds) * 1000;

/** The connection that writes: the one of SQLite's writer, or PostgreSQL's pool. */
export function writerOptions(
  { database }: Pick<Configuration, 'database'>,
  entities: Entities,
): DataSourceOptions {
  const common = {
    entities: entities as DataSourceOptions['entities'],
    namingStrategy: new SnakeNamingStrategy(),
    synchronize: false,
    logging: database.echo,
  } as const;
  if (database.address.dialect === 'postgres') {
    return {
      ...common,
      type: 'postgres',
      driver: POSTGRES_DRIVER,
      url: database.address.servers[0] ?? database.address.url,
      poolSize: database.poolSize,
      // Otherwise an idle client that loses its connection would crash the process.
      poolErrorHandler: () => undefined,
      extra: {
        servers: database.address.servers,
        connectionTimeoutMillis: connectTimeoutMs(database),
        // Without it, long work would wait forever for a host that is gone.
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      },
    };
  }
  return {
    ...common,
    type: 'better-sqlite3',
    database: database.address.path,
    driver: ImmediateDatabase,
    timeout: BUSY_TIMEOUT_MS,
    prepareDatabase: (db: Database.Database) => {
      makePrivate(db.name);
      // Another process may be changing the mode, which locks the file.
      db.pragma(`busy_timeout = ${String(OPENING_TIMEOUT_MS)}`);
      if (db.pragma('journal_mode', { simple: true }) !== 'wal') db.pragma('journal_mode = WAL');
      db.pragma(`busy_timeout = ${String(BUSY_TIMEOUT_MS)}`);
      db.pragma(`synchronous = ${database.sqliteSynchronous}`);
      db.pragma(`wal_autocheckpoint = ${String(AUTO_CHECKPOINT_PAGES)}`);
      db.pragma(`journal_size_limit = ${String(KEPT_LOG_BYTES)}`);
    },
  };
}

/** SQLite's read-only connection, which never waits for the writer. */
export function readerOptions(
  configuration: Pick<Configuration, 'database'>,
  entities: Entities,
): DataSourceOptions {
  const options = writerOptions(configuration, entities);
  return options.type === 'better-sqlite3'
    ? {
        ...options,
        driver: Database,
        prepareDatabase: () => undefined,
        readonly: true,
        fileMustExist: true,
      }
    : options;
}

/** The options of the way past a connection pooler, for migrations. */
export const adminOptions = (
  { database }: Pick<Configuration, 'database'>,
  entities: Entities,
): DataSourceOptions => {
  const address = database.adminAddress ?? database.address;
  // The lock of the migrations has a connection of its own.
  const poolSize = Math.max(2, database.poolSize);
  return writerOptions({ database: { ...database, address, poolSize } }, entities);
};

/** The pool of a replica: the options of the primary at another address. */
export const replicaOptions = (
  { database }: Pick<Configuration, 'database'>,
  entities: Entities,
  address: DatabaseAddress,
): DataSourceOptions => writerOptions({ database: { ...database, address } }, entities);

/** `new DataSource` for either dialect, with the timestamp column type registered for SQLite. */
export function createDataSource(options: DataSourceOptions): DataSource {
  const dataSource = new DataSource(options);
  if (options.type === 'better-sqlite3') {
    createPrivateFolder(dirname(options.database));
    dataSource.driver.supportedDataTypes.push(TIMESTAMP_TYPE);
    nameLongIds(dataSource);
  }
  return dataSource;
}
