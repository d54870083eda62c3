import { createHash } from 'node:crypto';
import { COLUMNS, type ImportRow } from './import-row.js';

/** Faulty rows that are listed; the rest is counted. */
const LISTED = 1000;

export interface FaultyRow {
  readonly rowNumber: number;
  readonly faults: readonly string[];
}

export interface ImportReport {
  readonly totalRows: number;
  readonly successful: number;
  readonly faulty: readonly FaultyRow[];
  readonly truncated: boolean;
  readonly ignoredColumns: readonly string[];
  /** Stored before, by the same request under the same key. */
  readonly replayed: boolean;
}

/** How far an import has come; can be stored, and taken up by a repetition of it. */
export interface ImportProgress {
  readonly rows: number;
  readonly successful: number;
  readonly faulty: readonly FaultyRow[];
  /** Hash of all rows so far: whether a repetition brings the same file. */
  readonly digest: string;
}

export const NO_PROGRESS: ImportProgress = { rows: 0, successful: 0, faulty: [], digest: '' };

/** The progress after one more batch. */
export function advance(before: ImportProgress, batch: readonly ImportRow[]): ImportProgress {
  const faulty = batch.filter(({ faults }) => faults.length > 0);
  const listed = faulty.slice(0, LISTED - before.faulty.length);
  return {
    rows: before.rows + batch.length,
    successful: before.successful + batch.length - faulty.length,
    faulty: [...before.faulty, ...listed.map(({ rowNumber, faults }) => ({ rowNumber, faults }))],
    digest: digestOf(before.digest, batch),
  };
}

/** @param whole whether a faulty row keeps all the others out */
export function toReport(
  { rows, successful, faulty }: ImportProgress,
  columns: readonly string[],
  { whole, replayed }: { readonly whole: boolean; readonly replayed: boolean },
): ImportReport {
  return {
    totalRows: rows,
    successful: whole && faulty.length > 0 ? 0 : successful,
    faulty,
    truncated: rows - successful > faulty.length,
    ignoredColumns: columns.filter((name) => !COLUMNS.some((known) => known === name)),
    replayed,
  };
}

function digestOf(before: string, batch: readonly ImportRow[]): string {
  const hash = createHash('sha256').update(before);
  for (const { fingerprint } of batch) hash.update(fingerprint);
  return hash.digest('base64url');
}
