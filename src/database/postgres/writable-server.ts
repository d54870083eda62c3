import { Logger } from '@nestjs/common';
import pg from 'pg';

/** How often it is checked that the server still takes writes. */
const CHECK_INTERVAL_MS = 1_000;

/** A server that does not respond within this counts as one that is down. */
const TIMEOUT_MS = 1_000;

const TAKES_WRITES = `SELECT NOT (pg_is_in_recovery()
  OR current_setting('default_transaction_read_only')::boolean) AS writes`;

/**
 * Which server of a cluster takes writes. It is checked every second, so that a promoted one is found
 * however the old one ended, also if it hangs.
 */
export class WritableServer {
  private readonly logger = new Logger('Database');
  private current: string | undefined;
  private finding: Promise<string> | undefined;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param servers their URLs
   * @param changed called when another server takes the writes: connections to the old one are useless
   */
  constructor(
    private readonly servers: readonly string[],
    private readonly changed: () => void,
  ) {}

  /** Its URL, or of the one that was last known. @throws when none has ever been found */
  async url(): Promise<string> {
    this.timer ??= setInterval(() => void this.check(), CHECK_INTERVAL_MS).unref();
    return this.current ?? this.find();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async check(): Promise<void> {
    const { current } = this;
    if (current === undefined || this.finding) return;
    await this.find().catch(ignore);
  }

  private find(): Promise<string> {
    this.finding ??= this.ask().finally(() => {
      this.finding = undefined;
    });
    return this.finding;
  }

  /** The present one stays as long as it takes writes: only then are others asked. */
  private async ask(): Promise<string> {
    const { current } = this;
    if (current !== undefined && (await takesWrites(current))) return current;
    const others = this.servers.filter((server) => server !== current);
    const found = await Promise.any(
      others.map(async (server) => {
        if (!(await takesWrites(server))) throw new Error('takes no writes');
        return server;
      }),
    ).catch(() => {
      throw new NoWritableServerError();
    });
    this.current = found;
    if (current !== undefined) {
      this.logger.warn({ server: new URL(found).host, msg: 'another server takes the writes now' });
      this.changed();
    }
    return found;
  }
}

/** With the code by which a server refuses connections while it starts. */
class NoWritableServerError extends Error {
  readonly code = '57P03';

  constructor() {
    super('No server of the cluster takes writes.');
  }
}

async function takesWrites(connectionString: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', ignore);
  try {
    await client.connect();
    const { rows } = await client.query<{ writes: boolean }>(TAKES_WRITES);
    return rows[0]?.writes === true;
  } catch {
    return false;
  } finally {
    // A server that hangs never confirms the end.
    void client.end().catch(ignore);
  }
}

const ignore = (): undefined => undefined;
