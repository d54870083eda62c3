import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Progress } from '../../common/progress.js';
import { DatabaseUnavailableError } from '../database.errors.js';

/** Pages copied per step: few enough that requests are not delayed. */
const STEP_PAGES = 256;

/** How long a restore waits for the write lock. */
const LOCK_TIMEOUT_MS = 30_000;

/**
 * Between two questions whether the pages may be copied now. The driver asks again at once, which would
 * occupy a processor for as long as a restore saves the present state.
 */
const ASKING_PAUSE_MS = 0.2;

const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Copies one snapshot of a database while others write to it. */
export async function copySnapshot(from: string, to: string, progress?: Progress): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    // Without a read transaction the backup restarts whenever another connection writes.
    source.exec('BEGIN');
    source.prepare('SELECT COUNT(*) FROM sqlite_master').get();
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        progress?.(1 - remainingPages / totalPages);
        return STEP_PAGES;
      },
    });
  } finally {
    source.close();
  }
}

/**
 * Replaces the content of a live database by that of another file, as one transaction of its
 * write-ahead log: readers see the old or the new state, and an interrupted one has no effect.
 * `whileLocked` runs while no other connection can write; if it fails, everything is rolled back.
 */
export async function replaceContent(
  from: string,
  live: string,
  whileLocked: () => Promise<void>,
  progress?: Progress,
): Promise<void> {
  const deadline = performance.now() + LOCK_TIMEOUT_MS;
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    while ((await attempt(source, live, whileLocked, progress)) === 'busy') {
      if (performance.now() > deadline) {
        throw new DatabaseUnavailableError('The database is busy; try again.');
      }
      await sleep(2);
    }
  } finally {
    source.close();
  }
}

async function attempt(
  source: Database.Database,
  live: string,
  whileLocked: () => Promise<void>,
  progress?: Progress,
): Promise<'done' | 'busy'> {
  let work: Promise<void> | undefined;
  let pages = 0;
  let failure: unknown;
  const { totalPages } = await source.backup(live, {
    progress: ({ totalPages: total, remainingPages: remaining }) => {
      if (failure !== undefined) throw failure instanceof Error ? failure : new Error('failed');
      // The first step takes the write lock; pages are copied only after `whileLocked`.
      work ??= whileLocked().then(
        () => {
          pages = STEP_PAGES;
        },
        (error: unknown) => {
          failure = error;
        },
      );
      if (pages > 0) progress?.(1 - remaining / total);
      else Atomics.wait(clock, 0, 0, ASKING_PAUSE_MS);
      return pages;
    },
  });
  // If the database is locked, the backup reports no pages.
  return totalPages === 0 ? 'busy' : 'done';
}
