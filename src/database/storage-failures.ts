import cluster from 'node:cluster';
import { type CallHandlers, askPrimary } from '../common/workers/calls.js';
import { describe, isStorageFailure, translateDriverError } from './database.errors.js';

const NOTE = 'storage-failure';
const FORGET = 'storage-failure-forget';
const LAST = 'storage-failure-last';

/** When storage was last seen to fail, in milliseconds since the epoch; shared by all workers. */
export class StorageFailures {
  private readonly memory = new Memory();

  /** Remembers an error of damaged or unreadable data; others are none of its business. */
  note(error: unknown): void {
    if (!isStorageFailure(error)) return;
    this.memory.note();
    if (cluster.isWorker) askPrimary(NOTE).catch(ignore);
  }

  /**
   * Notes an error of the work, and throws a coded one for an unusable database.
   *
   * @param text that of the statement, if the work is one
   */
  async translated<T>(work: Promise<T>, text?: string): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const told = text === undefined ? error : describe(error, text);
      this.note(told);
      throw translateDriverError(told);
    }
  }

  /** Null when nothing has failed. */
  last(): Promise<number | null> {
    return cluster.isWorker ? askPrimary(LAST) : Promise.resolve(this.memory.last);
  }

  /** Forgets a failure unless there has been another since. */
  async forget(last: number): Promise<void> {
    if (cluster.isWorker) await askPrimary(FORGET, last);
    else this.memory.forget(last);
  }
}

/** The primary's side: it remembers for its workers. */
export function storageFailureHandlers(): CallHandlers {
  const memory = new Memory();
  return {
    [NOTE]: () => {
      memory.note();
      return Promise.resolve();
    },
    [FORGET]: (last) => {
      memory.forget(Number(last));
      return Promise.resolve();
    },
    [LAST]: () => Promise.resolve(memory.last),
  };
}

class Memory {
  last: number | null = null;

  note(): void {
    this.last = Date.now();
  }

  forget(last: number): void {
    if (this.last === last) this.last = null;
  }
}

const ignore = (): undefined => undefined;
