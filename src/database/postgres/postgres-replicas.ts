import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';

/** How often an unusable replica is checked. */
const CHECK_INTERVAL_MS = 1_000;

interface Replica {
  readonly dataSource: DataSource;
  /** The address, without a password. */
  readonly name: string;
  usable: boolean;
}

/**
 * The read replicas, used in turn. One that is unreachable, or does not have the schema yet, is checked
 * in the background until it is usable: no request waits for it.
 */
export class PostgresReplicas {
  private readonly logger = new Logger('Replicas');
  private readonly replicas: readonly Replica[];
  private turn = 0;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** @param dataSources by their names; not initialized */
  constructor(dataSources: ReadonlyMap<string, DataSource>) {
    this.replicas = [...dataSources].map(([name, dataSource]) => ({
      name,
      dataSource,
      usable: false,
    }));
  }

  /** The number of usable replicas. */
  get usable(): number {
    return this.replicas.filter(({ usable }) => usable).length;
  }

  /** The next usable replica, if there is one. */
  pick(): DataSource | undefined {
    if (this.replicas.some(({ usable }) => !usable)) this.look();
    const usable = this.replicas.filter((replica) => replica.usable);
    this.turn += 1;
    return usable[this.turn % usable.length]?.dataSource;
  }

  /** The replica is not picked again until it responds. */
  giveUp(dataSource: DataSource, cause: unknown): void {
    const replica = this.replicas.find((one) => one.dataSource === dataSource);
    if (!replica?.usable) return;
    replica.usable = false;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const msg = 'replica unreachable; not used until it responds';
    this.logger.warn({ replica: replica.name, reason, msg });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.looking;
    for (const { dataSource } of this.replicas) {
      if (dataSource.isInitialized) await dataSource.destroy();
    }
  }

  private look(): void {
    if (this.closed || this.looking || this.timer) return;
    this.looking = this.lookAtAll().finally(() => {
      this.looking = undefined;
      if (this.closed || this.replicas.every(({ usable }) => usable)) return;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.look();
      }, CHECK_INTERVAL_MS);
      this.timer.unref();
    });
  }

  private async lookAtAll(): Promise<void> {
    await Promise.all(
      this.replicas
        .filter(({ usable }) => !usable)
        .map(async (replica) => {
          replica.usable = await isUsable(replica.dataSource);
          if (replica.usable) this.logger.log({ replica: replica.name, msg: 'replica in use' });
        }),
    );
  }
}

/** Whether the replica responds and has the schema that this program needs. */
async function isUsable(dataSource: DataSource): Promise<boolean> {
  try {
    if (!dataSource.isInitialized) await dataSource.initialize();
    const newest = await dataSource.query<unknown[]>('SELECT 1 FROM migrations WHERE name = $1', [
      migrations.at(-1)?.name,
    ]);
    return newest.length > 0;
  } catch {
    // Not usable for now: reads go to the primary, and the replica is checked again.
    return false;
  }
}
