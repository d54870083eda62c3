import { setImmediate } from 'node:timers/promises';
import type { CsvFile } from './csv-reader.js';
import { externalKey } from './existing-issues.js';
import { type ImportRow, toImportRow } from './import-row.js';

/** Approximate size of one transaction: other writers wait for that, not for the file. */
const MAX_BATCH_CHARACTERS = 1_000_000;

/** Rows that are validated in one turn of the event loop. */
const ROWS_PER_TURN = 50;

/** The rows of a file in batches of one transaction; a batch is prepared while the one before is stored. */
export const rowBatches = (
  file: CsvFile,
  batchRows: number,
  now: Date,
): AsyncGenerator<ImportRow[]> => ahead(batches(file, batchRows, now));

async function* batches(file: CsvFile, rows: number, now: Date): AsyncGenerator<ImportRow[]> {
  let batch: ImportRow[] = [];
  let characters = 0;
  const keys = new Set<string>();
  for await (const record of file.records) {
    const row = toImportRow(record, now);
    const key = row.external && externalKey(row.external);
    // An issue that one row creates exists for the next one.
    if (key !== null && keys.has(key)) {
      yield batch;
      batch = [];
      characters = 0;
      keys.clear();
    }
    if (key !== null) keys.add(key);
    batch.push(row);
    characters += row.fingerprint.length;
    // Yields, so that the database can work on the batch before in the meantime.
    if (batch.length % ROWS_PER_TURN === 0) await setImmediate();
    if (batch.length === rows || characters > MAX_BATCH_CHARACTERS) {
      yield batch;
      batch = [];
      characters = 0;
      keys.clear();
    }
  }
  if (batch.length > 0) yield batch;
}

/** The same values, each requested before the one before is consumed. */
async function* ahead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (let next = values.next(); ;) {
      const current = await next;
      if (current.done === true) return;
      next = values.next();
      // Prevents an unhandled rejection; the error is thrown by `await next`.
      next.catch(() => undefined);
      yield current.value;
    }
  } finally {
    await values.return(undefined);
  }
}
