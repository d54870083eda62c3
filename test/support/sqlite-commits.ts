import { readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * The commits in the write-ahead log of a database, as SQLite has written them: the last frame of
 * each says how large the database is. https://www.sqlite.org/fileformat2.html#walformat
 */
export function commitsIn(database: string): number {
  const log = readFileSync(`${database}-wal`);
  const salt = log.subarray(16, 24);
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
  let commits = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    // What follows is left of an earlier log.
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    if (log.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return commits;
}
