import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { DatabaseActivity, type PoolUse, type ReplicaState } from './database-activity.js';
import type { Dialect, DialectStatement, RowLock } from './dialect.js';
import { InsertStatements, MAX_ROWS_OF_VALUES } from './insert-statements.js';
import type { NamedStatement, Values } from './named-statement.js';
import { DatabaseUnavailableError, described, TransactionMisuseError } from './database.errors.js';
import { StorageFailures } from './storage-failures.js';

/** The transaction or snapshot that the current code runs in. */
interface TransactionScope {
  readonly manager: EntityManager;
  readonly writes: boolean;
  readonly alone: boolean;
  open: boolean;
}

/** Which servers a snapshot may be read from. */
export type Source = 'primary' | 'anywhere';

/**
 * The only way to the database. `run` is a write transaction that nobody can interleave with;
 * `read` is a read-only snapshot that never waits for a write. Calls inside one another join.
 */
export abstract class TransactionRunner {
  abstract readonly dialect: Dialect;

  /** SQL: where the log is that replicas follow, or NULL without replicas. */
  get logPosition(): string {
    return 'NULL';
  }

  readonly activity = new DatabaseActivity();
  readonly failures = new StorageFailures();
  private readonly scopes = new AsyncLocalStorage<TransactionScope>();
  private readonly inserts = new InsertStatements();

  /**
   * Runs `work` in one write transaction: all of it is stored, or nothing. No I/O but the
   * database's belongs inside, and `work` may be run again after a serialization failure. On SQLite
   * short transactions of the same time share a commit: a long one belongs into `runAlone`.
   *
   * @throws DatabaseUnavailableError when the database is out of reach or busy for too long
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.runIn(work, false);
  }

  /** `run` for work that takes long or defers foreign keys: nobody else's commit depends on it. */
  runAlone<T>(work: () => Promise<T>): Promise<T> {
    return this.runIn(work, true);
  }

  /** `runAlone` for work that cannot be retried, such as reading a stream to its end. */
  runOnce<T>(work: () => Promise<T>): Promise<T> {
    const state = { begun: false };
    return this.runAlone(() => {
      if (state.begun) {
        throw new DatabaseUnavailableError('Another request changed the same rows; try again.');
      }
      state.begun = true;
      return work();
    });
  }

  /**
   * Runs `work` on one read-only snapshot. With replicas it may be slightly stale, though never older than
   * what the caller has seen, and `work` may be run again on the primary.
   */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.readFrom('anywhere', work);
  }

  /** `read` on the primary: the snapshot has every write that was acknowledged before. */
  readLatest<T>(work: () => Promise<T>): Promise<T> {
    return this.readFrom('primary', work);
  }

  /** Part of `runAlone`: deferrable foreign keys are checked at its end, where they can fail. */
  async deferForeignKeys(): Promise<void> {
    if (this.current()?.alone !== true) {
      throw new TransactionMisuseError('deferForeignKeys() outside runAlone().');
    }
    await this.query(this.dialect.deferForeignKeys);
  }

  /** Part of a transaction: reserves ids for rows that are inserted later. */
  async reserveIds(table: 'issues' | 'comments', count: number): Promise<number[]> {
    const rows = await this.query<{ id: string | number }[]>(...this.dialect.nextIds(table, count));
    return rows.map(({ id }) => Number(id));
  }

  /** Part of a transaction: the query, with a lock on its rows until the end. */
  locked<Row extends ObjectLiteral>(
    query: SelectQueryBuilder<Row>,
    lock: RowLock = 'change',
  ): SelectQueryBuilder<Row> {
    return this.dialect.lockRows(query, lock);
  }

  /** The manager of the transaction or snapshot that this call is part of. */
  get manager(): EntityManager {
    const scope = this.current();
    if (!scope) throw new TransactionMisuseError('A statement outside run() and read().');
    return scope.manager;
  }

  /** Stops background work; whoever opened the connections closes them. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The connection pool of this process; all zero on SQLite, which has none. */
  pool(): PoolUse {
    return { open: 0, busy: 0, waiting: 0 };
  }

  /** The replicas that are configured. */
  replicaStates(): ReplicaState[] {
    return [];
  }

  /** Part of a transaction or snapshot: one statement, in which every `?` is a parameter. */
  async query<T>(statement: string, parameters: readonly unknown[] = []): Promise<T> {
    let position = 0;
    const text = statement.replaceAll('?', () => this.dialect.placeholder((position += 1)));
    return (await described(this.execute(this.manager, text, parameters), text)) as T;
  }

  /**
   * The rows of one SELECT: part of the transaction or snapshot around it, otherwise a snapshot by
   * itself, which takes no transaction and no turn.
   */
  select<R>(statement: NamedStatement, values: Values = {}): Promise<R[]> {
    return this.selectFrom(statement, values, false) as Promise<R[]>;
  }

  /** `select` for what should exist: without a row on a replica, the primary is asked. */
  selectExisting<R>(statement: NamedStatement, values: Values): Promise<R[]> {
    return this.selectFrom(statement, values, true) as Promise<R[]>;
  }

  /** Part of a transaction: one statement that changes rows; returns their number. */
  async change(statement: NamedStatement, values: Values): Promise<number> {
    const parameters = statement.bind(values).map((value) => this.stored(value));
    const { text } = statement;
    return described(this.executeChange(this.manager, text, parameters), text);
  }

  /**
   * Part of a transaction: inserts a row, and returns its id.
   *
   * @param columns property names of the entity
   */
  async insertRow<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    row: Row,
  ): Promise<number> {
    const { dataSource } = this.manager;
    const statement = this.inserts.ofValues(dataSource, table, columns, 1);
    const values = columns.map((column) => this.stored(row[column]));
    const rows = await this.query<{ id: number }[]>(`${statement} RETURNING id`, values);
    return Number(rows[0]?.id);
  }

  /**
   * Part of a transaction: inserts any number of rows in one statement, without the ORM's cost per row.
   *
   * @param columns property names of the entity
   */
  async insertRows<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map((row) => columns.map((column) => row[column]));
    const { dataSource } = this.manager;
    const isSmall = rows.length <= MAX_ROWS_OF_VALUES;
    await this.query(
      isSmall
        ? this.inserts.ofValues(dataSource, table, columns, rows.length)
        : this.inserts.ofJson(this.dialect, dataSource, table, columns),
      isSmall ? values.flat().map((value) => this.stored(value)) : [JSON.stringify(values)],
    );
  }

  /** `insertRows` that leaves out the rows that are there already, by a unique index. */
  async insertMissingRows<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    const values = rows.map((row) => columns.map((column) => row[column]));
    const { dataSource } = this.manager;
    const statement = this.inserts.ofMissing(this.dialect, dataSource, table, columns);
    await this.query(statement, [JSON.stringify(values)]);
  }

  private selectFrom(
    statement: NamedStatement,
    values: Values,
    mustExist: boolean,
  ): Promise<unknown[]> {
    const scope = this.current();
    const { text } = statement;
    const parameters = statement.bind(values);
    return scope
      ? described(this.execute(scope.manager, text, parameters), text)
      : this.failures.translated(described(this.executeAlone(text, parameters, mustExist), text));
  }

  private stored(value: unknown): unknown {
    return value instanceof Date ? value.toISOString() : this.dialect.stored(value ?? null);
  }

  async runAll(statements: readonly DialectStatement[]): Promise<void> {
    for (const [sql, parameters] of statements) await this.query(sql, parameters);
  }

  /** Describes the tables by their entities, for composing SQL. */
  abstract get schema(): DataSource;

  /** Sends a statement to the driver, without the ORM between; returns its rows. */
  protected abstract execute(
    manager: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]>;

  /** Sends a statement that returns no rows; returns how many it changed. */
  protected abstract executeChange(
    manager: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<number>;

  /**
   * Sends a SELECT that is part of no transaction.
   *
   * @param mustExist a new row may not have reached a replica that returns none
   */
  protected abstract executeAlone(
    text: string,
    parameters: readonly unknown[],
    mustExist: boolean,
  ): Promise<unknown[]>;

  /** @param alone no other transaction may share the commit */
  protected abstract write<T>(
    work: (manager: EntityManager) => Promise<T>,
    alone: boolean,
  ): Promise<T>;

  protected abstract snapshot<T>(
    work: (manager: EntityManager) => Promise<T>,
    from: Source,
  ): Promise<T>;

  private runIn<T>(work: () => Promise<T>, alone: boolean): Promise<T> {
    const scope = this.current();
    if (scope?.writes === false) {
      throw new TransactionMisuseError('run() inside read(): a snapshot cannot be written to.');
    }
    return scope ? work() : this.failures.translated(this.counted(work, alone));
  }

  private readFrom<T>(from: Source, work: () => Promise<T>): Promise<T> {
    if (this.current()) return work();
    const reading = { writes: false, alone: false };
    return this.failures.translated(
      this.snapshot((manager) => this.within({ manager, ...reading }, work), from),
    );
  }

  private async counted<T>(work: () => Promise<T>, alone: boolean): Promise<T> {
    const { begin, end } = this.activity.arrival();
    try {
      return await this.write((manager) => {
        begin();
        return this.within({ manager, writes: true, alone }, work);
      }, alone);
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
    around: Omit<TransactionScope, 'open'>,
    work: () => Promise<T>,
  ): Promise<T> {
    const scope: TransactionScope = { ...around, open: true };
    try {
      return await this.scopes.run(scope, work);
    } finally {
      scope.open = false;
    }
  }
}
