import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { logPositionOf, laterOf, type LogPosition } from '../../common/log-position.js';
import { requestContext } from '../../common/request-context.js';
import type { ReplicaState } from '../database-activity.js';
import { LogHistory } from './log-history.js';
import { askPosition } from './server-position.js';
import { SeenPositions } from './seen-positions.js';

/** How often the positions of all servers are read; requests never wait for that. */
const INTERVAL_MS = 250;

/** How often an unusable replica is checked. */
const CHECK_INTERVAL_MS = 1_000;

interface Replica {
  readonly dataSource: DataSource;
  /** The address, without a password. */
  readonly name: string;
  usable: boolean;
  /** Up to here it has applied the log of the primary: when it was last asked, so now at least. */
  position: LogPosition | undefined;
  /** Of the check or the question that is under way. */
  asking: Promise<void> | undefined;
  checkedAt: number;
}

/**
 * The read replicas. A caller reads from one of them, as long as it has everything that the caller has
 * seen, and lags behind by no more than the limit; otherwise from the primary. One that is unreachable, or
 * does not have the schema yet, is checked in the background until it is usable.
 */
export class PostgresReplicas {
  private readonly logger = new Logger('Replicas');
  private readonly replicas: readonly Replica[];
  private readonly history = new LogHistory();
  private readonly seen: SeenPositions;
  private turn = 0;
  private asking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /**
   * @param replicas by their names; not initialized
   * @param maxLagMs beyond this a replica is not read from
   * @param timeoutMs a replica that has not said its position within this is not read from
   */
  constructor(
    private readonly primary: DataSource,
    replicas: ReadonlyMap<string, DataSource>,
    private readonly maxLagMs: number,
    private readonly timeoutMs: number,
  ) {
    this.seen = new SeenPositions(maxLagMs);
    this.replicas = [...replicas].map(([name, dataSource]) => ({
      name,
      dataSource,
      usable: false,
      position: undefined,
      asking: undefined,
      checkedAt: -Infinity,
    }));
  }

  /** Each replica, in the order in which they are configured. */
  states(): ReplicaState[] {
    this.watch();
    const now = performance.now();
    return this.replicas.map((replica) => ({
      name: replica.name,
      isUsed: this.isFresh(replica, now),
      lagSeconds:
        replica.position === undefined
          ? undefined
          : this.history.lagMs(replica.position, now) / 1000,
    }));
  }

  /** The replica from which the current request may read, if there is one. */
  pick(): DataSource | undefined {
    this.watch();
    const now = performance.now();
    const fresh = this.replicas.filter((replica) => this.isFresh(replica, now));
    const context = requestContext();
    // The same one each time, so that what a caller reads does not go back to an earlier state.
    const index = context?.caller === undefined ? (this.turn += 1) : numberOf(context.caller);
    const replica = fresh[index % fresh.length];
    const required = laterOf(
      context?.required,
      context?.caller === undefined ? undefined : this.seen.of(context.caller),
    );
    const has = required === undefined || (replica?.position ?? '') >= required;
    return has ? replica?.dataSource : undefined;
  }

  /** The current request has seen the state of the primary, and its caller reads nothing older. */
  async wrote(lsn: string): Promise<void> {
    const context = requestContext();
    if (!context) return;
    const position = logPositionOf(lsn);
    context.required = laterOf(context.required, position);
    context.onWritten?.(position);
    if (context.caller !== undefined) await this.seen.wrote(context.caller, position);
  }

  /** The replica is not picked again until it responds. */
  giveUp(dataSource: DataSource, cause: unknown): void {
    const replica = this.replicas.find((one) => one.dataSource === dataSource);
    if (!replica?.usable) return;
    replica.usable = false;
    replica.position = undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const msg = 'replica unreachable; not used until it responds';
    this.logger.warn({ replica: replica.name, reason, msg });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.all([this.asking, ...this.replicas.map(({ asking }) => asking)]);
    for (const { dataSource } of this.replicas) {
      if (dataSource.isInitialized) await dataSource.destroy();
    }
  }

  private isFresh({ usable, position }: Replica, now: number): boolean {
    return usable && position !== undefined && this.history.isWithin(position, this.maxLagMs, now);
  }

  /** Begins with the first read: a command needs no replica. */
  private watch(): void {
    if (this.timer !== undefined || this.closed) return;
    this.timer = setInterval(() => {
      this.askAll();
    }, INTERVAL_MS);
    this.timer.unref();
    this.askAll();
  }

  /** A server that does not respond is not asked again meanwhile, and keeps no other from being asked. */
  private askAll(): void {
    this.asking ??= this.askPrimary().finally(() => {
      this.asking = undefined;
    });
    for (const replica of this.replicas) {
      replica.asking ??= this.ask(replica).finally(() => {
        replica.asking = undefined;
      });
    }
  }

  private async askPrimary(): Promise<void> {
    const at = performance.now();
    try {
      const { position } = await askPosition(this.primary, this.timeoutMs);
      this.history.add(position, at);
    } catch {
      // Without a newer position the lag of all replicas grows, until none is read from.
    }
  }

  private async ask(replica: Replica): Promise<void> {
    try {
      if (!replica.usable) {
        await this.check(replica);
        return;
      }
      const { position, follows } = await askPosition(replica.dataSource, this.timeoutMs);
      if (!follows) throw new Error('it follows no other server any more');
      this.note(replica, position);
    } catch (error) {
      this.giveUp(replica.dataSource, error);
    }
  }

  /** Unless it was given up meanwhile. */
  private note(replica: Replica, position: LogPosition): void {
    if (replica.usable) replica.position = position;
  }

  private async check(replica: Replica): Promise<void> {
    const now = performance.now();
    if (now - replica.checkedAt < CHECK_INTERVAL_MS) return;
    replica.checkedAt = now;
    if (!(await isUsable(replica.dataSource))) return;
    replica.position = (await askPosition(replica.dataSource, this.timeoutMs)).position;
    replica.usable = true;
    this.logger.log({ replica: replica.name, msg: 'replica in use' });
  }
}

/** Whether the server responds, follows a primary, and has the schema that this program needs. */
async function isUsable(dataSource: DataSource): Promise<boolean> {
  try {
    if (!dataSource.isInitialized) await dataSource.initialize();
    const newest = await dataSource.query<unknown[]>(
      'SELECT 1 FROM migrations WHERE name = $1 AND pg_is_in_recovery()',
      [migrations.at(-1)?.name],
    );
    return newest.length > 0;
  } catch {
    // Not usable for now: reads go to the primary, and the replica is checked again.
    return false;
  }
}

/** A number that is always the same for a text, and differs for most others (FNV-1a). */
function numberOf(text: string): number {
  let number = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    number = Math.imul(number ^ text.charCodeAt(index), 0x01000193);
  }
  return number >>> 0;
}
