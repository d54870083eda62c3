import { POSTGRES } from './postgres-dialect.js';
import { DatabaseError, type PoolClient, type QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { CodedError } from '../../common/errors/coded-error.js';
import { requestContext } from '../../common/request-context.js';
import { Slots } from '../../common/slots.js';
import { connectTimeoutMs } from '../data-source-options.js';
import {
  DatabaseUnavailableError,
  isStandby,
  isTransient,
  translateDriverError,
} from '../database.errors.js';
import type { NamedStatement } from '../named-statement.js';
import { sendKept } from './kept-statements.js';
import { poolOf } from './pool-of.js';
import { inShortTransaction, inTransaction } from './postgres-transaction.js';
import { withRetries } from './with-retries.js';
import { statementTimeout } from './postgres-statement-timeout.js';
import type { PostgresReplicas } from './postgres-replicas.js';
import { CURRENT_POSITION } from './server-position.js';
import type { PoolUse, ReplicaState } from '../database-activity.js';
import { type Source, TransactionRunner } from '../transaction-runner.js';

/** Each transaction uses a connection of the pool, and leaves no session state on it. */
export class PostgresTransactionRunner extends TransactionRunner {
  readonly dialect = POSTGRES;

  private readonly writers: Slots;

  /** @param timeoutSeconds the statement timeout of an ordinary request */
  constructor(
    private readonly dataSource: DataSource,
    private readonly timeoutSeconds: number,
    private readonly replicas?: PostgresReplicas,
  ) {
    super();
    this.writers = new Slots(writersOf(poolOf(dataSource).options.max));
  }

  override get logPosition(): string {
    return this.replicas ? CURRENT_POSITION : super.logPosition;
  }

  override async close(): Promise<void> {
    await this.replicas?.close();
  }

  override pool(): PoolUse {
    const { totalCount: open, idleCount, waitingCount: waiting } = poolOf(this.dataSource);
    return { open, busy: open - idleCount, waiting: waiting + this.writers.waiting };
  }

  override replicaStates(): ReplicaState[] {
    return this.replicas?.states() ?? [];
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
    statement: NamedStatement,
    parameters: readonly unknown[],
    mustExist: boolean,
  ): Promise<unknown[]> {
    const replica = this.pickReplica();
    try {
      if (replica) {
        const rows = await this.executeOn(replica, statement, parameters);
        if (rows.length > 0 || !mustExist) {
          this.activity.replicaReads += 1;
          return rows;
        }
      }
    } catch (error) {
      this.requireOther(replica, error);
    }
    this.activity.primaryReads += 1;
    return withRetries(() => this.executeOn(this.dataSource, statement, parameters));
  }

  /**
   * No timeout of the server's, as for a read: when the connection is closed before COMMIT is sent, the server
   * rolls back.
   */
  protected override executeWrite(
    statement: NamedStatement,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    return this.writing((ended) =>
      this.onClient(this.dataSource, (client) =>
        inShortTransaction(
          { client, logger: this.dataSource.logger, ended },
          statement,
          parameters,
        ),
      ),
    );
  }

  private executeOn(
    dataSource: DataSource,
    statement: NamedStatement,
    parameters: readonly unknown[],
  ): Promise<unknown[]> {
    dataSource.logger.logQuery(statement.text, [...parameters]);
    return this.onClient(dataSource, (client) =>
      sendKept(client, statement, parameters, (sent) => client.query<object>(sent)),
    );
  }

  /** Runs `work` on a connection of the pool, within the time limit. */
  private async onClient(
    dataSource: DataSource,
    work: (client: PoolClient) => Promise<QueryResult<object>>,
  ): Promise<unknown[]> {
    const client = await poolOf(dataSource).connect();
    const { watch } = statementTimeout(this.timeoutSeconds);
    // Without a listener the error of a lost connection would end the process; the query reports it.
    if (client.listenerCount('error') === 0) client.on('error', ignore);
    let isReusable = false;
    try {
      const { rows } = await watch(client, () => work(client));
      isReusable = true;
      return rows;
    } catch (error) {
      // After an error that the server has reported; but a new connection may lead to the one that takes writes.
      isReusable = error instanceof DatabaseError && !isStandby(error);
      throw error;
    } finally {
      client.release(!isReusable);
    }
  }

  protected write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.writing((ended) => this.inTransaction(this.dataSource, [], work, ended));
  }

  protected async snapshot<T>(
    work: (manager: EntityManager) => Promise<T>,
    from: Source,
  ): Promise<T> {
    const replica = from === 'anywhere' ? this.pickReplica() : undefined;
    try {
      if (replica) {
        const result = await this.inTransaction(replica, SNAPSHOT, work);
        this.activity.replicaReads += 1;
        return result;
      }
    } catch (error) {
      this.requireOther(replica, error);
    }
    this.activity.primaryReads += 1;
    return withRetries(() => this.inTransaction(this.dataSource, SNAPSHOT, work));
  }

  /** A replica may cancel long work, which would be expensive to repeat on the primary. */
  private pickReplica(): DataSource | undefined {
    return requestContext()?.isLongWork === true ? undefined : this.replicas?.pick();
  }

  /** Rethrows the error unless the primary may succeed: the replica is unreachable, or lags behind. */
  private requireOther(replica: DataSource | undefined, error: unknown): void {
    if (isTransient(error) || isNotFound(error)) return;
    if (!replica || !(translateDriverError(error) instanceof DatabaseUnavailableError)) throw error;
    this.replicas?.giveUp(replica, error);
  }

  /** Runs a write transaction in its turn, again after a serialization failure. */
  private writing<T>(write: (ended?: (lsn: string) => Promise<void>) => Promise<T>): Promise<T> {
    const { replicas } = this;
    const ended = replicas && ((lsn: string) => replicas.wrote(lsn));
    const waitMs = connectTimeoutMs({ timeoutSeconds: this.timeoutSeconds });
    return withRetries(() => this.writers.run(() => write(ended), waitMs, tooManyWrites));
  }

  private inTransaction<T>(
    dataSource: DataSource,
    settings: readonly string[],
    work: (manager: EntityManager) => Promise<T>,
    ended?: (lsn: string) => Promise<void>,
  ): Promise<T> {
    return this.onRunner(dataSource, (runner, limits) =>
      inTransaction(runner, [...settings, ...limits], work, ended),
    );
  }

  private async onRunner<T>(
    dataSource: DataSource,
    work: (runner: QueryRunner, limits: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const runner = dataSource.createQueryRunner() as PostgresQueryRunner;
    const { limits, watch } = statementTimeout(this.timeoutSeconds);
    let failure: unknown;
    try {
      return await watch((await runner.connect()) as PoolClient, () => work(runner, limits));
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // A new connection may lead to the server that takes the writes now.
      await runner.releasePostgresConnection(isStandby(failure) ? failure : undefined);
    }
  }
}

/** Not typed by TypeORM: a connection that is released with an error is not used again. */
interface PostgresQueryRunner extends QueryRunner {
  releasePostgresConnection(error: unknown): Promise<void>;
}

const ignore = (): undefined => undefined;

/**
 * How many of the connections may write: writes that hang, as they do while a synchronous standby is
 * gone, leave the others to reads.
 */
const writersOf = (connections: number): number =>
  Math.max(1, connections - Math.max(1, Math.floor(connections / 4)));

const tooManyWrites = () => new DatabaseUnavailableError('Other writes take too long; try again.');

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

/** A new row may not have reached the replica yet. */
const isNotFound = (error: unknown): boolean =>
  error instanceof CodedError && error.kind === 'not-found';
