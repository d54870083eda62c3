import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Only the user of the program reads its data: tokens' hashes and addresses are in it. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** The permissions of the owner: a file that was made read-only stays so. */
const OWNER_PERMISSIONS = 0o700;

/** Leaves a folder that exists as it is: it may have other files than ours. */
export function createPrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  } catch {
    // Whoever opens the database says why it cannot.
  }
}

/** Takes a database file from others, with those that SQLite has beside it; new ones get its mode. */
export function makePrivate(database: string): void {
  for (const ending of ['', '-wal', '-shm']) {
    try {
      const { mode } = statSync(database + ending);
      chmodSync(database + ending, mode & OWNER_PERMISSIONS);
    } catch {
      // It does not exist, or belongs to another user, who has set its mode.
    }
  }
}
