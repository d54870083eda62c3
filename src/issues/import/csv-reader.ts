import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import Papa from 'papaparse';
import { InvalidCsvError } from '../issue.errors.js';
import { type RawRecord, RecordSplitter } from './record-splitter.js';

/** A cell: its text, or the error that it is not UTF-8. */
export type Cell = { readonly text: string } | { readonly error: string };

/** One record of a file. */
export interface CsvRecord {
  /** Counted from 1, which is the header. */
  readonly rowNumber: number;
  /** The cells of the wanted columns, by their names; none if the record cannot be taken apart. */
  readonly cells: ReadonlyMap<string, Cell> | undefined;
  /** The cells of the wanted columns that the header has several times. */
  readonly repeated?: ReadonlyMap<string, readonly Cell[]>;
  /** Errors of the record itself, not of a cell. */
  readonly errors: readonly string[];
  /** Differs for different records. */
  readonly fingerprint: string;
}

export interface CsvFile {
  /** The names in the header, in lower case. */
  readonly columns: readonly string[];
  readonly records: AsyncIterable<CsvRecord>;
}

/** A record with its cells as Latin-1. */
interface Row {
  readonly raw: RawRecord;
  readonly cells: readonly string[] | undefined;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

const UTF_16 = 'The file is UTF-16; save it as UTF-8 ("CSV UTF-8" in Excel).';

/** Signatures of files that are often mistaken for a CSV, and what to do. */
const MISTAKEN: readonly (readonly [string, string])[] = [
  ['\xff\xfe', UTF_16],
  ['\xfe\xff', UTF_16],
  ['PK\x03\x04', 'The file is a workbook or an archive; save the sheet as CSV.'],
  ['\x1f\x8b', 'The file is compressed; unpack it.'],
];

const MAX_HEADER_BYTES = 64 * 1024;

const MAX_COLUMNS = 1_000;

/** Line breaks inside a record are quoted, so that any of them can stand between two records. */
const RECORD_END = '\n';

/**
 * Reads a CSV of comma, semicolon or tab, with or without BOM, with any line breaks, in constant
 * memory and in a time that grows with its bytes alone: the source is read on only while records are
 * taken, and every byte is parsed once.
 *
 * Bytes are parsed as Latin-1, in which all delimiters are what they are in UTF-8, and each cell is
 * decoded by itself: so an invalid byte is an error of its cell and not of the file.
 *
 * @param wanted names of the columns whose cells are read, in lower case
 * @throws InvalidCsvError for a file of another format, and for a header that is too long
 */
export async function readCsv(source: Readable, wanted: readonly string[]): Promise<CsvFile> {
  const { head, pieces } = await peek(source);
  const rows = rowsOf(pieces, delimiterOf(head));
  const first = await rows.next();
  const columns = first.done === true ? [] : columnsOf(first.value);
  return { columns, records: records(columns, wanted, rows) };
}

function columnsOf({ raw, cells }: Row): string[] {
  if (raw.bytes > MAX_HEADER_BYTES) throw new InvalidCsvError('The header has more than 64 kB.');
  if (raw.cells > MAX_COLUMNS) {
    throw new InvalidCsvError(
      `The header has ${String(raw.cells)} columns; ${String(MAX_COLUMNS)} are allowed.`,
    );
  }
  if (raw.error !== undefined) throw new InvalidCsvError(`In the header ${raw.error}.`);
  return (cells ?? []).map((name) => nameOf(decode(name)));
}

async function* records(
  columns: readonly string[],
  wanted: readonly string[],
  rows: AsyncGenerator<Row>,
): AsyncGenerator<CsvRecord> {
  const known = wanted.flatMap((name) => {
    const positions = columns.flatMap((column, position) => (column === name ? position : []));
    return positions.length === 0 ? [] : [{ name, positions }];
  });
  const several = known.filter(({ positions }) => positions.length > 1);
  let rowNumber = 1;
  for await (const { raw, cells } of rows) {
    rowNumber += 1;
    yield {
      rowNumber,
      cells:
        cells &&
        new Map(
          known.map(({ name, positions: [position = 0] }) => [name, decode(cells[position] ?? '')]),
        ),
      ...(several.length > 0 && cells ? { repeated: repeatedIn(cells, several) } : {}),
      errors: errorsOf(raw, columns.length),
      fingerprint: `${raw.text}${raw.error === undefined ? '' : String(raw.bytes)}\n`,
    };
  }
}

const repeatedIn = (
  cells: readonly string[],
  columns: readonly { readonly name: string; readonly positions: readonly number[] }[],
): Map<string, Cell[]> =>
  new Map(
    columns.map(({ name, positions }) => [
      name,
      positions.map((position) => decode(cells[position] ?? '')),
    ]),
  );

function errorsOf({ cells, error }: RawRecord, columns: number): string[] {
  if (error !== undefined) return [error];
  if (cells <= columns) return [];
  return [`the row has ${String(cells)} cells and the header ${String(columns)}`];
}

/** The beginning of the source without its BOM, and the entire source. */
async function peek(source: Readable): Promise<{ head: string; pieces: AsyncGenerator<string> }> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const read: Buffer[] = [];
  let bytes = 0;
  while (bytes < MAX_HEADER_BYTES) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    bytes += next.value.length;
  }
  const beginning = Buffer.concat(read);
  const content = beginning.subarray(beginning.subarray(0, 3).equals(BOM) ? 3 : 0);
  refuseMistaken(beginning.toString('latin1', 0, 4));
  async function* pieces(): AsyncGenerator<string> {
    try {
      yield content.toString('latin1');
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value.toString('latin1');
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: content.toString('latin1', 0, MAX_HEADER_BYTES), pieces: pieces() };
}

function refuseMistaken(beginning: string): void {
  const mistaken = MISTAKEN.find(([signature]) => beginning.startsWith(signature));
  if (mistaken) throw new InvalidCsvError(mistaken[1]);
}

async function* rowsOf(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const splitter = new RecordSplitter(delimiter);
  for await (const piece of pieces) {
    yield* parse(splitter.push(piece), delimiter);
    // Lets other requests run in between.
    await setImmediate();
  }
  yield* parse(splitter.end(), delimiter);
}

/** Takes complete records apart: all those together that stand between two that cannot be. */
function* parse(records: readonly RawRecord[], delimiter: string): Generator<Row> {
  let sound: RawRecord[] = [];
  for (const raw of records) {
    if (isSound(raw)) {
      sound.push(raw);
      continue;
    }
    yield* parseSound(sound, delimiter);
    sound = [];
    yield { raw, cells: undefined };
  }
  yield* parseSound(sound, delimiter);
}

const isSound = ({ error, cells }: RawRecord): boolean =>
  error === undefined && cells <= MAX_COLUMNS;

function* parseSound(records: readonly RawRecord[], delimiter: string): Generator<Row> {
  if (records.length === 0) return;
  const text = records.map((record) => record.text).join(RECORD_END);
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: RECORD_END });
  for (const [index, raw] of records.entries()) {
    const cells = data[index] ?? [];
    // Two quotes and nothing else are as blank as a line without them.
    if (cells.length > 1 || cells[0] !== '') yield { raw, cells };
  }
}

/** The delimiter that occurs most often in the first line that is not blank, outside quotes. */
function delimiterOf(head: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of head.replace(/^[\r\n]+/, '')) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best] = [',', ';', '\t'].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return best ?? ',';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(latin1: string): Cell {
  // Fast path: ASCII is the same in both encodings.
  if (!/[\x80-\xff]/.test(latin1)) return { text: latin1 };
  try {
    return { text: utf8.decode(Buffer.from(latin1, 'latin1')) };
  } catch {
    return { error: 'is not valid UTF-8' };
  }
}

const nameOf = (cell: Cell): string => ('text' in cell ? cell.text.trim().toLowerCase() : '');
