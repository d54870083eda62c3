import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import type { DataSource, EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { rememberChange } from '../common/request-context.js';
import { DatabaseActivity, type PoolUse, type ReplicaState } from './database-activity.js';
import type { NumberedTable, RowLock } from './dialect.js';
import { DatabaseUnavailableError, TransactionMisuseError } from './database.errors.js';
import type { NamedStatement, Values } from './named-statement.js';
import { StatementRunner } from './statement-runner.js';

/** A transaction or snapshot that the current code runs in. */
interface TransactionScope {
  readonly runner: TransactionRunner;
  /** That of another database, if this one was begun inside it. */
  readonly outer: TransactionScope | undefined;
  readonly manager: EntityManager;
  readonly writes: boolean;
  readonly alone: boolean;
  open: boolean;
  /** Of a rehearsal: the id that it reserves next. */
  nextId?: number;
}

/** A rehearsal reserves ids from one of these on, downwards. */
const FIRST_REHEARSED_IDS = [-(2 ** 30), -1] as const;

/** One for all databases of this process: each further storage would make every callback slower. */
const scopes = new AsyncLocalStorage<TransactionScope>();

/** Which servers a snapshot may be read from. */
export type Source = 'primary' | 'anywhere';

/**
 * The only way to the database. `run` is a write transaction that nobody can interleave with;
 * `read` is a read-only snapshot that never waits for a write. Calls inside one another join.
 */
export abstract class TransactionRunner extends StatementRunner {
  /** SQL: where the log is that replicas follow, or NULL without replicas. */
  get logPosition(): string {
    return 'NULL';
  }

  readonly activity = new DatabaseActivity();

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

  /** Runs `work` as `runAlone` does, and rolls it back: nothing is stored. */
  async rehearse<T>(work: () => Promise<T>): Promise<T> {
    if (this.current()) throw new TransactionMisuseError('rehearse() inside a transaction.');
    try {
      return await this.runAlone(async () => {
        // From a random one on, so that two rehearsals do not wait for each other.
        Object.assign(this.transactionKey, { nextId: randomInt(...FIRST_REHEARSED_IDS) });
        throw new Rehearsed(await work());
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.result as T;
      throw error;
    }
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

  /** Part of a transaction; a rehearsal does not use the ids up that it reserves. */
  override async reserveIds(table: NumberedTable, count: number): Promise<number[]> {
    const scope = this.current();
    if (scope?.nextId === undefined) return super.reserveIds(table, count);
    const first = scope.nextId;
    scope.nextId -= count;
    return Array.from({ length: count }, (_, index) => first - index);
  }

  /** Part of `runAlone`: deferrable foreign keys are checked at its end, where they can fail. */
  async deferForeignKeys(): Promise<void> {
    if (this.current()?.alone !== true) {
      throw new TransactionMisuseError('deferForeignKeys() outside runAlone().');
    }
    await this.query(this.dialect.deferForeignKeys);
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

  /** Whether this call is part of a transaction or snapshot. */
  get isInside(): boolean {
    return this.current() !== undefined;
  }

  /**
   * A write transaction of one statement, which returns rows: on PostgreSQL two round trips. It is part of no
   * other.
   *
   * @throws DatabaseUnavailableError as `run`
   */
  async runStatement<Row>(statement: NamedStatement, values: Values): Promise<Row[]> {
    if (this.isInside) throw new TransactionMisuseError('runStatement() inside a transaction.');
    const { begin, end } = this.activity.arrival();
    try {
      begin();
      const parameters = statement.bind(values).map((value) => this.stored(value));
      const written = this.executeWrite(statement, parameters);
      return (await this.failures.translated(written, statement.text)) as Row[];
    } finally {
      end();
    }
  }

  /** Identifies the transaction that this call is part of; a repeated attempt is another one. */
  get transactionKey(): object {
    const scope = this.current();
    if (!scope?.writes) throw new TransactionMisuseError('A change outside run().');
    return scope;
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

  /** Describes the tables by their entities, for composing SQL. */
  abstract get schema(): DataSource;

  /** Sends a statement that is a transaction by itself; returns its rows. */
  protected executeWrite(
    { text }: NamedStatement,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    return this.write((manager) => this.execute(manager, text, parameters), false);
  }

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
    // What is rolled back is no change of the request.
    const forgetChange = rememberChange();
    try {
      return await this.write((manager) => {
        begin();
        forgetChange();
        return this.within({ manager, writes: true, alone }, work);
      }, alone);
    } catch (error) {
      forgetChange();
      throw error;
    } finally {
      end();
    }
  }

  protected current(): TransactionScope | undefined {
    let scope = scopes.getStore();
    while (scope && scope.runner !== this) scope = scope.outer;
    if (scope && !scope.open) {
      throw new TransactionMisuseError('Work outlived its transaction: an await is missing.');
    }
    return scope;
  }

  private async within<T>(
    around: Pick<TransactionScope, 'manager' | 'writes' | 'alone'>,
    work: () => Promise<T>,
  ): Promise<T> {
    const scope = { ...around, runner: this, outer: scopes.getStore(), open: true };
    try {
      return await scopes.run(scope, work);
    } finally {
      scope.open = false;
    }
  }
}

/** Rolls a rehearsal back. */
class Rehearsed extends Error {
  constructor(readonly result: unknown) {
    super();
  }
}
