import { AsyncResource } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { DatabaseUnavailableError } from '../database.errors.js';
import type { SqliteTransaction } from './sqlite-transaction.js';

/** Most members of a group: when an error ends its transaction, they are run again. */
const MAX_MEMBERS = 100;

/**
 * A group takes new members for as long as this many commits take: then the disk is waited for in a
 * ninth of the time at most, and a fast disk has short groups.
 */
const GROUP_TIME_COMMITS = 8;

/** Bounds of that time, in which other processes wait for the lock. */
const MIN_GROUP_TIME_MS = 10;
const MAX_GROUP_TIME_MS = 50;

/** How long requests that have arrived may take to get here, before the group begins. */
const GATHERING_TIME_MS = 10;

interface Member {
  /** Ends its wait for its turn. */
  readonly timer: NodeJS.Timeout;
  readonly work: () => Promise<unknown>;
  readonly alone: boolean;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** None of these may fail. */
interface AfterGroup {
  /** Returns what the next group has to wait for, if anything. */
  committed(): Promise<void> | undefined;
  /** Between two transactions, when members of the last one have failed. */
  failed(errors: readonly unknown[]): Promise<void>;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

interface Finished {
  readonly member: Member;
  readonly outcome: Outcome;
}

/**
 * Runs write transactions in the order of their arrival. Those that wait at the same time share one
 * transaction of the database, and so one wait for the disk; each is a savepoint in it. Nobody is told
 * of success or failure before the commit: what a member has read may be another's uncommitted change.
 */
export class GroupCommit {
  private waiting: Member[] = [];
  private running = false;
  /** How long the last commit took. */
  private commitMs = 0;
  /** What the next group has to wait for. */
  private pause: Promise<void> | undefined;

  constructor(
    private readonly transaction: SqliteTransaction,
    private readonly after: AfterGroup,
    /** How long a write waits for its turn. */
    private readonly timeoutSeconds: number,
  ) {}

  /**
   * @param alone in a transaction of its own, which nobody else waits for
   * @throws DatabaseUnavailableError when those before it take too long
   */
  add<T>(work: () => Promise<T>, alone: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const member: Member = {
        // The request that the work is part of is not the one that runs the group.
        work: AsyncResource.bind(work),
        alone,
        resolve,
        reject,
        timer: setTimeout(() => {
          this.giveUp(member);
        }, this.timeoutSeconds * 1000),
      };
      this.waiting.push(member);
      if (!this.running) void this.run();
    });
  }

  private giveUp(member: Member): void {
    const index = this.waiting.indexOf(member);
    if (index < 0) return;
    this.waiting.splice(index, 1);
    member.reject(new DatabaseUnavailableError('Other writes take too long; try again.'));
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      await this.pause;
      await this.gather();
      const errors = await this.runGroup();
      if (errors.length > 0) await this.after.failed(errors);
    }
    this.running = false;
  }

  /**
   * Without the lock, so that other processes have their turn: while there are requests that have
   * arrived but are not read yet, each turn of the event loop brings more.
   */
  private async gather(): Promise<void> {
    const deadline = performance.now() + GATHERING_TIME_MS;
    let before: number;
    do {
      before = this.waiting.length;
      await turn();
    } while (
      this.waiting.length > before &&
      this.waiting.length < MAX_MEMBERS &&
      performance.now() < deadline
    );
  }

  /** Returns the errors; everybody has been told their own. */
  private async runGroup(): Promise<unknown[]> {
    const group = this.waiting.slice(0, this.sizeOfNext());
    try {
      await this.transaction.begin();
    } catch (error) {
      // Those who would have been in the group have waited as long as the first one.
      this.refuse(group, error);
      return [error];
    }
    const { finished, last } = await this.runMembers();
    if (!last) return this.commit(finished);
    // Its error has ended the transaction, and what the others had done with it: they go first again.
    this.waiting.unshift(...finished.map(({ member }) => member));
    last.member.reject(last.error);
    return [last.error];
  }

  private refuse(members: readonly Member[], error: unknown): void {
    this.waiting = this.waiting.filter((member) => !members.includes(member));
    for (const member of members) {
      clearTimeout(member.timer);
      member.reject(error);
    }
  }

  /** How many of those who wait now may share a transaction. */
  private sizeOfNext(): number {
    const [first] = this.waiting;
    if (first?.alone === true) return 1;
    const end = this.waiting.findIndex(({ alone }) => alone);
    return Math.min(end < 0 ? this.waiting.length : end, MAX_MEMBERS);
  }

  /** Up to the member that has ended the transaction, if there is one. */
  private async runMembers(): Promise<{
    finished: Finished[];
    last?: { readonly member: Member; readonly error: unknown };
  }> {
    const time = Math.max(MIN_GROUP_TIME_MS, GROUP_TIME_COMMITS * this.commitMs);
    const deadline = performance.now() + Math.min(MAX_GROUP_TIME_MS, time);
    const finished: Finished[] = [];
    for (;;) {
      const member = this.waiting.shift();
      if (!member) return { finished };
      clearTimeout(member.timer);
      const outcome = await this.runMember(member, finished.length === 0);
      if (!this.transaction.isOpen) {
        const error = 'error' in outcome ? outcome.error : new EndedTransactionError();
        return { finished, last: { member, error } };
      }
      finished.push({ member, outcome });
      const isOver = finished.length >= MAX_MEMBERS || performance.now() > deadline;
      if (member.alone || this.waiting[0]?.alone === true || isOver) return { finished };
    }
  }

  private async runMember(member: Member, isFirst: boolean): Promise<Outcome> {
    const { transaction } = this;
    try {
      // There is nothing before the first one that its failure could take along.
      if (!isFirst) transaction.save();
      const result = await member.work();
      if (!isFirst && transaction.isOpen) transaction.keep();
      return { result };
    } catch (error) {
      this.undo(isFirst);
      return { error };
    }
  }

  private undo(isFirst: boolean): void {
    try {
      if (!isFirst && this.transaction.isOpen) {
        this.transaction.undo();
        return;
      }
    } catch {
      // Then nothing of this transaction can be kept.
    }
    this.transaction.rollBack();
  }

  private commit(finished: readonly Finished[]): unknown[] {
    const began = performance.now();
    try {
      this.transaction.commit();
    } catch (error) {
      this.transaction.rollBack();
      for (const { member } of finished) member.reject(error);
      return [error];
    }
    this.commitMs = performance.now() - began;
    this.pause = this.after.committed();
    for (const { member, outcome } of finished) {
      if ('error' in outcome) member.reject(outcome.error);
      else member.resolve(outcome.result);
    }
    return finished.flatMap(({ outcome }) => ('error' in outcome ? [outcome.error] : []));
  }
}

/** The work has ignored an error that ended its transaction. */
class EndedTransactionError extends DatabaseUnavailableError {
  constructor() {
    super('An error has ended the transaction; try again.');
  }
}
