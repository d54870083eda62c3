import { setImmediate } from 'node:timers/promises';
import type { CsvFile } from './csv-reader.js';
import { type ImportRow, toImportRow } from './import-row.js';

/** About the characters of one transaction: other writers wait for it, not for the file. */
const BATCH_CHARACTERS = 1_000_000;

/** Rows that are read and checked at a stretch. */
const SLICE = 50;

/** The rows of a file in batches of a transaction each; one is made while the one before is stored. */
export const rowBatches = (
  file: CsvFile,
  batchRows: number,
  now: Date,
): AsyncGenerator<ImportRow[]> => ahead(batches(file, batchRows, now));

async function* batches(file: CsvFile, rows: number, now: Date): AsyncGenerator<ImportRow[]> {
  let batch: ImportRow[] = [];
  let characters = 0;
  for await (const record of file.records) {
    const row = toImportRow(record, now);
    batch.push(row);
    characters += row.fingerprint.length;
    // In slices, so that a batch is made while the database works on the one before.
    if (batch.length % SLICE === 0) await setImmediate();
    if (batch.length === rows || characters > BATCH_CHARACTERS) {
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** The same values, each of which is made while the one before is worked on. */
async function* ahead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (let next = values.next(); ;) {
      const current = await next;
      if (current.done === true) return;
      next = values.next();
      // Its failure is met when its turn comes.
      next.catch(() => undefined);
      yield current.value;
    }
  } finally {
    await values.return(undefined);
  }
}
