import { POSTGRES } from './postgres-dialect.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, type Pool, type PoolClient, type QueryResult } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { CodedError } from '../../common/errors/coded-error.js';
import { requestContext } from '../../common/request-context.js';
import { DatabaseUnavailableError, isTransient, translateDriverError } from '../database.errors.js';
import { inTransaction } from './postgres-transaction.js';
import { inShortTransaction } from './short-transaction.js';
import { statementTimeout } from './postgres-statement-timeout.js';
import { PostgresReplicas } from './postgres-replicas.js';
import type { PoolUse } from '../database-activity.js';
import { type Source, TransactionRunner } from '../transaction-runner.js';

/** Attempts of a transaction that fails with a transient error, such as a serialization failure. */
const MAX_ATTEMPTS = 8;

/** Each transaction uses a connection of the pool, and leaves no session state on it. */
export class PostgresTransactionRunner extends TransactionRunner {
  readonly dialect = POSTGRES;

  /** @param timeoutSeconds the statement timeout of an ordinary request */
  constructor(
    private readonly dataSource: DataSource,
    private readonly timeoutSeconds: number,
    private readonly replicas = new PostgresReplicas(new Map()),
  ) {
    super();
  }

  override close(): Promise<void> {
    return this.replicas.close();
  }

  override pool(): PoolUse {
    const { totalCount: open, idleCount, waitingCount: waiting } = poolOf(this.dataSource);
    return { open, busy: open - idleCount, waiting, replicas: this.replicas.usable };
  }

  get schema(): DataSource {
    return this.dataSource;
  }

  protected async execute(
    manager: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    return (await send(manager, text, parameters)).rows;
  }

  protected async executeChange(
    manager: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<number> {
    return (await send(manager, text, parameters)).rowCount ?? 0;
  }

  /** One round trip: no BEGIN, and so no timeout of the server's; closing the connection is the limit. */
  protected async executeAlone(
    text: string,
    parameters: readonly unknown[],
    mustExist: boolean,
  ): Promise<unknown[]> {
    const replica = requestContext()?.isLongWork === true ? undefined : this.replicas.pick();
    try {
      if (replica) {
        const rows = await this.executeOn(replica, text, parameters);
        if (rows.length > 0 || !mustExist) return rows;
      }
    } catch (error) {
      this.requireOther(replica, error);
    }
    return withRetries(() => this.executeOn(this.dataSource, text, parameters));
  }

  protected override executeWrite(
    text: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    return withRetries(() => {
      const { logger } = this.dataSource;
      return this.onConnection(this.dataSource, (client, limits) =>
        inShortTransaction(client, logger, limits, text, parameters),
      );
    });
  }

  private executeOn(
    dataSource: DataSource,
    text: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    dataSource.logger.logQuery(text, [...parameters]);
    return this.onConnection(dataSource, (client) => client.query<object>(text, [...parameters]));
  }

  private async onConnection(
    dataSource: DataSource,
    send: (client: PoolClient, limits: readonly string[]) => Promise<QueryResult>,
  ): Promise<unknown[]> {
    const client = await poolOf(dataSource).connect();
    const { watch, limits } = statementTimeout(this.timeoutSeconds);
    let failure: unknown;
    // Without a listener the error of a lost connection would end the process; the query reports it.
    client.on('error', ignore);
    try {
      return (await watch(client, () => send(client, limits))).rows as unknown[];
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.off('error', ignore);
      // A connection is reusable after an error that the server has reported.
      client.release(failure instanceof DatabaseError || failure === undefined ? undefined : true);
    }
  }

  protected write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return withRetries(() => this.inTransaction(this.dataSource, [], work));
  }

  protected async snapshot<T>(
    work: (manager: EntityManager) => Promise<T>,
    from: Source,
  ): Promise<T> {
    // A replica may cancel long work, which would be expensive to repeat on the primary.
    const anywhere = from === 'anywhere' && requestContext()?.isLongWork !== true;
    const replica = anywhere ? this.replicas.pick() : undefined;
    try {
      if (replica) return await this.inTransaction(replica, SNAPSHOT, work);
    } catch (error) {
      this.requireOther(replica, error);
    }
    return withRetries(() => this.inTransaction(this.dataSource, SNAPSHOT, work));
  }

  /** Rethrows the error unless the primary may succeed: the replica is unreachable, or lags behind. */
  private requireOther(replica: DataSource | undefined, error: unknown): void {
    if (isTransient(error) || isNotFound(error)) return;
    if (!replica || !(translateDriverError(error) instanceof DatabaseUnavailableError)) throw error;
    this.replicas.giveUp(replica, error);
  }

  private async inTransaction<T>(
    dataSource: DataSource,
    settings: readonly string[],
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const runner = dataSource.createQueryRunner();
    const { limits, watch } = statementTimeout(this.timeoutSeconds);
    try {
      return await watch((await runner.connect()) as PoolClient, () =>
        inTransaction(runner, [...settings, ...limits], work),
      );
    } finally {
      await runner.release();
    }
  }
}

const ignore = (): undefined => undefined;

const SNAPSHOT = ['SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY'];

async function send(
  { dataSource, queryRunner }: EntityManager,
  text: string,
  parameters: readonly unknown[],
) {
  dataSource.logger.logQuery(text, [...parameters]);
  const client = (await queryRunner?.connect()) as PoolClient;
  return client.query<object>(text, [...parameters]);
}

/** TypeORM does not type its pool. */
const poolOf = ({ driver }: DataSource): Pool => (driver as unknown as { master: Pool }).master;

/** A new row may not have reached the replica yet. */
const isNotFound = (error: unknown): boolean =>
  error instanceof CodedError && error.kind === 'not-found';

async function withRetries<T>(attemptOnce: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isTransient(error)) throw error;
      await sleep(Math.random() * 2 ** attempt * 5);
    }
  }
}
