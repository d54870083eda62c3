/** What the transactions of this process have gone through since it started. */
export class DatabaseActivity {
  /** Transactions that are waiting to begin now. */
  waiting = 0;
  /** Transactions that began, each time they did. */
  writes = 0;
  /** Total seconds that transactions waited to begin. */
  waitedSeconds = 0;
  /** Attempts after a serialization failure, or to begin on a database that was busy. */
  retries = 0;

  /** Counts one transaction; call the result whenever its work begins, and `end` in any case. */
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
