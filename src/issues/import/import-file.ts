import type { Readable } from 'node:stream';
import { IMPORT_COLUMNS } from '../csv-columns.js';
import { InvalidCsvError } from '../issue.errors.js';
import { type CsvFile, readCsv } from './csv-reader.js';
import { columnsOfFormat, type Format, toOwnRecord } from './formats/format.js';
import { type FormatName, FORMATS } from './formats/formats.js';

/** Opens a file at its beginning. */
export type OpenFile = () => Readable;

/** Read only with `createUsers`. */
const ADDRESS_COLUMN = 'assignee_email';

/** How a file is read. */
export interface ReadOptions {
  /** Creates the users that the column `assignee` names and that do not exist. */
  readonly createUsers?: boolean | undefined;
  /** The tool that has written the file; absent for our own columns. */
  readonly format?: FormatName | undefined;
}

export interface ImportFile extends CsvFile {
  readonly ignoredColumns: readonly string[];
}

/** The columns that are read. */
const columnsOf = ({ createUsers, format }: ReadOptions): string[] =>
  format
    ? columnsOfFormat(FORMATS[format])
    : IMPORT_COLUMNS.map(({ name }) => name).filter(
        (name) => createUsers || name !== ADDRESS_COLUMN,
      );

/** @throws InvalidCsvError when there is no column of the title, or one of our own columns twice */
export async function readImport(open: OpenFile, options: ReadOptions): Promise<ImportFile> {
  const source = open();
  const wanted = columnsOf(options);
  try {
    const file = await readCsv(source, wanted);
    const format: Format | undefined = options.format && FORMATS[options.format];
    if (!format) requireDistinct(file);
    requireTitle(file, format?.title ?? ['title']);
    const records = format ? ownRecords(format, file.records) : file.records;
    const ignoredColumns = file.columns.filter((name) => !wanted.includes(name));
    return { ...file, records, ignoredColumns };
  } catch (error) {
    source.destroy();
    throw error;
  }
}

async function* ownRecords(format: Format, records: CsvFile['records']) {
  for await (const record of records) yield toOwnRecord(format, record);
}

function requireDistinct({ columns }: CsvFile): void {
  const twice = firstRepeated(columns.filter((name) => name !== ''));
  if (twice !== undefined) throw new InvalidCsvError(`The header has the column "${twice}" twice.`);
}

function requireTitle({ columns }: CsvFile, names: readonly string[]): void {
  if (!names.some((name) => columns.includes(name))) {
    const found = columns.slice(0, 20).join(', ').slice(0, 200) || 'nothing';
    throw new InvalidCsvError(
      `The header has no column "${names.join('" or "')}"; it has: ${found}.`,
    );
  }
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.has(name) || !seen.add(name));
}
