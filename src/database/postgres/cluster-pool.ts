import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type Pool, type PoolClient, type PoolConfig } from 'pg';
import { WritableServer } from './writable-server.js';

/** Between two attempts to get a connection of a server that has no more. */
const RETRY_INTERVAL_MS = 50;

type Release = (error?: Error | boolean) => void;
type Callback = (error: Error | undefined, client?: PoolClient, release?: Release) => void;

/** The members of a pool that its type does not have. */
interface Internals {
  readonly options: PoolConfig;
  readonly _clients: readonly (pg.Client & {
    readonly connection: { stream: { destroy(): void } };
  })[];
}

/** What a pool of one of several servers is created with, besides the driver's own options. */
export interface ClusterOptions extends PoolConfig {
  /** The URLs of the servers, one of which takes writes. */
  readonly servers?: readonly string[];
}

/**
 * A pool that waits, up to `connectionTimeoutMillis`, when the server has no more connections; and that
 * connects to the server of a cluster that takes writes.
 */
class ClusterPool extends pg.Pool {
  private readonly waitMs: number;
  private readonly writable: WritableServer | undefined;

  constructor({ servers = [], ...options }: ClusterOptions) {
    super(options);
    this.waitMs = options.connectionTimeoutMillis ?? 0;
    if (servers.length > 1)
      this.writable = new WritableServer(servers, () => {
        this.reconnect();
      });
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<PoolClient> | void {
    const connected = this.connectWithin(performance.now() + this.waitMs);
    if (!callback) return connected;
    connected.then(
      (client) => {
        callback(undefined, client, client.release.bind(client));
      },
      (error: unknown) => {
        callback(error as Error, undefined, () => undefined);
      },
    );
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | undefined {
    this.writable?.stop();
    const ended = super.end();
    if (!callback) return ended;
    void ended.finally(callback);
    return undefined;
  }

  private async connectWithin(deadline: number): Promise<PoolClient> {
    for (;;) {
      if (this.writable) this.use(await this.writable.url());
      try {
        return await super.connect();
      } catch (error) {
        if (!hasNoMoreConnections(error) || performance.now() > deadline) throw error;
      }
      await sleep(RETRY_INTERVAL_MS * (1 + Math.random()));
    }
  }

  private use(connectionString: string): void {
    this.internals.options.connectionString = connectionString;
  }

  /** Breaks every connection: whoever uses one is told so, and tries again. */
  private reconnect(): void {
    for (const { connection } of this.internals._clients) connection.stream.destroy();
  }

  private get internals(): Internals {
    return this as unknown as Internals;
  }
}

/** The server's limit, that of a role or a database, or that of PgBouncer. */
const hasNoMoreConnections = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === '53300') ||
    error.message.startsWith('no more connections allowed'));

/** The driver with this pool, for TypeORM. */
export const POSTGRES_DRIVER = {
  Client: pg.Client,
  Pool: ClusterPool as typeof Pool,
  defaults: pg.defaults,
  types: pg.types,
};
