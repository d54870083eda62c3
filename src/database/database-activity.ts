/** Counters of the write transactions of this process since it started. */
export class DatabaseActivity {
  /** Transactions that are waiting to begin now. */
  waiting = 0;
  /** Transactions that began, retries included. */
  writes = 0;
  /** Total seconds that transactions waited to begin. */
  waitedSeconds = 0;
  /** Retries after a serialization failure or a busy database. */
  retries = 0;
  /** Reads outside a transaction by where they were; both 0 on SQLite. */
  replicaReads = 0;
  primaryReads = 0;

  /** Counts one transaction: call `begin` for each attempt, and `end` in any case. */
  arrival(): { begin: () => void; end: () => void } {
    const arrived = performance.now();
    let attempts = 0;
    this.waiting += 1;
    const begin = () => {
      attempts += 1;
      this.writes += 1;
      if (attempts > 1) {
        this.retries += 1;
        return;
      }
      this.waiting -= 1;
      this.waitedSeconds += (performance.now() - arrived) / 1000;
    };
    const end = () => {
      if (attempts === 0) this.waiting -= 1;
    };
    return { begin, end };
  }
}

/** Connections of the pool: open, in use, and requests that wait for one. */
export interface PoolUse {
  readonly open: number;
  readonly busy: number;
  readonly waiting: number;
}

export interface ReplicaState {
  /** The address, without user and password. */
  readonly name: string;
  /** Whether it is read from. */
  readonly isUsed: boolean;
  /** How far it is behind the primary; absent while it does not respond. */
  readonly lagSeconds: number | undefined;
}
