import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { DatabaseActivity } from './database-activity.js';
import type { Dialect, DialectStatement, RowLock } from './dialect.js';
import {
  DatabaseUnavailableError,
  TransactionMisuseError,
  translateDriverError,
} from './database.errors.js';

/** The transaction or snapshot that the current code runs in. */
interface TransactionScope {
  readonly manager: EntityManager;
  readonly writes: boolean;
  open: boolean;
}

/** Where a snapshot may be taken. */
export type Source = 'primary' | 'anywhere';

/** Connections of a pool: open, in use, and requests that wait for one; and replicas beside it. */
export interface PoolUse {
  readonly open: number;
  readonly busy: number;
  readonly waiting: number;
  /** Those that are read from. */
  readonly replicas: number;
}

/**
 * The only way to the database. `run` is a write transaction that nobody can interleave with;
 * `read` is a read-only snapshot that never waits for a write. Calls inside one another join.
 */
export abstract class TransactionRunner {
  abstract readonly dialect: Dialect;

  readonly activity = new DatabaseActivity();

  private readonly scopes = new AsyncLocalStorage<TransactionScope>();
  private readonly inserts = new Map<string, string>();

  /**
   * Runs `work` in one write transaction: all of it is stored, or nothing. No I/O but the
   * database's belongs inside, and `work` may be run again after a serialization failure.
   *
   * @throws DatabaseUnavailableError when the database is out of reach or busy for too long
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    const scope = this.current();
    if (scope?.writes === false) {
      throw new TransactionMisuseError('run() inside read(): a snapshot cannot be written to.');
    }
    return scope ? work() : translated(this.counted(work));
  }

  /** `run` for work that cannot be done again, such as reading a stream to its end. */
  runOnce<T>(work: () => Promise<T>): Promise<T> {
    const state = { begun: false };
    return this.run(() => {
      if (state.begun) {
        throw new DatabaseUnavailableError('Somebody else changed the same rows; try again.');
      }
      state.begun = true;
      return work();
    });
  }

  /**
   * Runs `work` on one consistent snapshot, in which every write fails. With replicas it is one of
   * theirs, which can be a little old; `work` may be run again on the primary.
   */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.readFrom('anywhere', work);
  }

  /** `read` for what must not be old: the snapshot has every write that was acknowledged before. */
  readLatest<T>(work: () => Promise<T>): Promise<T> {
    return this.readFrom('primary', work);
  }

  /** Part of a transaction: foreign keys that can be are checked at its end. */
  async deferForeignKeys(): Promise<void> {
    await this.query(this.dialect.deferForeignKeys);
  }

  /** Part of a transaction: ids that nobody else gets. */
  async reserveIds(table: 'issues' | 'comments', count: number): Promise<number[]> {
    const rows = await this.query<{ id: string | number }[]>(...this.dialect.nextIds(table, count));
    return rows.map(({ id }) => Number(id));
  }

  /** Part of a transaction: the query, whose rows stay as they are until its end. */
  locked<Row extends ObjectLiteral>(
    query: SelectQueryBuilder<Row>,
    lock: RowLock = 'change',
  ): SelectQueryBuilder<Row> {
    return this.dialect.lockRows(query, lock);
  }

  /** Builds what needs a manager only to be built, such as a statement that runs elsewhere. */
  compose<T>(build: () => T): T {
    if (this.current()) return build();
    return this.scopes.run({ manager: this.unconnected, writes: false, open: true }, build);
  }

  /** The manager of the transaction or snapshot that this call is part of. */
  get manager(): EntityManager {
    const scope = this.current();
    if (!scope) throw new TransactionMisuseError('A statement outside run() and read().');
    return scope.manager;
  }

  /** Ends what runs beside the transactions; the connections are closed by whoever opened them. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The connections of this process; one that only SQLite has counts as none. */
  pool(): PoolUse {
    return { open: 0, busy: 0, waiting: 0, replicas: 0 };
  }

  /** One statement of SQL in which every `?` is a parameter, in either dialect. */
  query<T>(statement: string, parameters: readonly unknown[] = []): Promise<T> {
    let position = 0;
    const text = statement.replaceAll('?', () => this.dialect.placeholder((position += 1)));
    return this.manager.query<T>(text, [...parameters]);
  }

  /**
   * Part of a transaction: adds any number of rows in one statement, and none of the ORM's per row.
   *
   * @param columns as the entity of the table names them
   */
  async insertRows<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const key = `${table} ${columns.join(' ')}`;
    const statement =
      this.inserts.get(key) ?? this.dialect.insertRows(this.manager.dataSource, table, columns);
    this.inserts.set(key, statement);
    const values = rows.map((row) => columns.map((column) => row[column]));
    await this.query(statement, [JSON.stringify(values)]);
  }

  async runAll(statements: readonly DialectStatement[]): Promise<void> {
    for (const [sql, parameters] of statements) await this.query(sql, parameters);
  }

  /** A manager that is part of no transaction. */
  protected abstract get unconnected(): EntityManager;

  protected abstract write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;

  protected abstract snapshot<T>(
    work: (manager: EntityManager) => Promise<T>,
    from: Source,
  ): Promise<T>;

  private readFrom<T>(from: Source, work: () => Promise<T>): Promise<T> {
    if (this.current()) return work();
    return translated(this.snapshot((manager) => this.within(manager, false, work), from));
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    const { begin, end } = this.activity.arrival();
    try {
      return await this.write((manager) => {
        begin();
        return this.within(manager, true, work);
      });
    } finally {
      end();
    }
  }

  private current(): TransactionScope | undefined {
    const scope = this.scopes.getStore();
    if (scope && !scope.open) {
      throw new TransactionMisuseError('Work outlived its transaction: an await is missing.');
    }
    return scope;
  }

  private async within<T>(
    manager: EntityManager,
    writes: boolean,
    work: () => Promise<T>,
  ): Promise<T> {
    const scope: TransactionScope = { manager, writes, open: true };
    try {
      return await this.scopes.run(scope, work);
    } finally {
      scope.open = false;
    }
  }
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw translateDriverError(error);
  }
}
