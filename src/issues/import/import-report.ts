import { createHash } from 'node:crypto';
import type { NewUser } from '../../users/users.service.js';
import type { ImportedChange } from '../dto/import-response.dto.js';
import type { StoredBatch } from './import-batches.js';
import type { ImportRow } from './import-row.js';

/** Invalid rows that are listed; the others are only counted. */
const MAX_LISTED_ROWS = 1000;

export interface InvalidRow {
  readonly rowNumber: number;
  readonly errors: readonly string[];
}

/** What a dry run says of single fields. */
export interface ImportPreview {
  readonly changes: readonly ImportedChange[];
  readonly more_changes: number;
}

export interface ImportReport {
  readonly totalRows: number;
  readonly successful: number;
  readonly invalidRows: readonly InvalidRow[];
  readonly truncated: boolean;
  readonly ignoredColumns: readonly string[];
  /** The users that did not exist; a dry run would create them. */
  readonly createdUsers: readonly NewUser[];
  /** Of the successful rows, those of new issues, and those that changed an issue. */
  readonly created: number;
  readonly updated: number;
  /** The same request with the same key was stored before. */
  readonly replayed: boolean;
  /** The change that all stored rows are part of; undefined when there is none. */
  readonly changeId: number | undefined;
  /** Only of a dry run. */
  readonly preview?: ImportPreview;
}

/** The progress of an import; can be stored, and resumed by a repeated request. */
export interface ImportProgress {
  readonly rows: number;
  readonly successful: number;
  readonly invalidRows: readonly InvalidRow[];
  readonly createdUsers: readonly NewUser[];
  readonly created: number;
  readonly updated: number;
  /** Hash of all rows so far, to detect whether a repeated import sends the same file. */
  readonly digest: string;
  /** Of the change that the stored rows are part of. */
  readonly changeId?: number | undefined;
}

export const NO_PROGRESS: ImportProgress = {
  rows: 0,
  successful: 0,
  invalidRows: [],
  createdUsers: [],
  created: 0,
  updated: 0,
  digest: '',
};

/** What is stored of an import; the release before stored fewer members, and only created issues. */
export function storedProgress(stored: unknown): ImportProgress {
  const progress = (stored ?? {}) as Partial<ImportProgress>;
  return { ...NO_PROGRESS, created: progress.successful ?? 0, ...progress };
}

const NOTHING: ImportPreview = { changes: [], more_changes: 0 };

/** The progress after one more batch. */
export function advance(
  before: ImportProgress,
  batch: readonly ImportRow[],
  { created = [], updated = 0 }: Partial<Pick<StoredBatch, 'created' | 'updated'>> = {},
): ImportProgress {
  const invalidRows = batch.filter(({ errors: errors }) => errors.length > 0);
  const listed = invalidRows.slice(0, MAX_LISTED_ROWS - before.invalidRows.length);
  return {
    ...before,
    rows: before.rows + batch.length,
    successful: before.successful + batch.length - invalidRows.length,
    invalidRows: [
      ...before.invalidRows,
      ...listed.map(({ rowNumber, errors: errors }) => ({ rowNumber, errors: errors })),
    ],
    createdUsers: created.length === 0 ? before.createdUsers : [...before.createdUsers, ...created],
    created:
      before.created +
      batch.filter(({ errors, existing }) => errors.length === 0 && !existing).length,
    updated: before.updated + updated,
    digest: digestOf(before.digest, batch),
  };
}

interface Reported {
  /** Whether one invalid row keeps all the others from being stored. */
  readonly atomic: boolean;
  readonly replayed?: boolean | undefined;
  readonly preview?: ImportPreview;
}

export function toReport(
  { rows, successful, invalidRows, createdUsers, created, updated, changeId }: ImportProgress,
  ignoredColumns: readonly string[],
  { atomic, replayed = false, preview }: Reported,
): ImportReport {
  const isRefused = atomic && invalidRows.length > 0;
  return {
    totalRows: rows,
    successful: isRefused ? 0 : successful,
    invalidRows,
    truncated: rows - successful > invalidRows.length,
    ignoredColumns,
    createdUsers: isRefused ? [] : createdUsers,
    created: isRefused ? 0 : created,
    updated: isRefused ? 0 : updated,
    replayed,
    changeId,
    ...(preview ? { preview: isRefused ? NOTHING : preview } : {}),
  };
}

function digestOf(before: string, batch: readonly ImportRow[]): string {
  const hash = createHash('sha256').update(before);
  for (const { fingerprint } of batch) hash.update(fingerprint);
  return hash.digest('base64url');
}
