import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import Papa from 'papaparse';
import { InvalidCsvError } from '../issue.errors.js';

/** A cell: its text, or the error that it is not UTF-8. */
export type Cell = { readonly text: string } | { readonly error: string };

/** One record of a file, by the lower-cased names of its columns. */
export interface CsvRecord {
  /** Counted from 1, which is the header. */
  readonly rowNumber: number;
  readonly cells: ReadonlyMap<string, Cell>;
  /** Errors of the record itself, not of a cell. */
  readonly errors: readonly string[];
}

export interface CsvFile {
  readonly columns: readonly string[];
  readonly records: AsyncIterable<CsvRecord>;
}

/** A record as it was parsed: Latin-1 cells, and whether its quotes are broken. */
interface Row {
  readonly cells: readonly string[];
  readonly error: string | undefined;
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

/** The header line has to end within this. */
const MAX_HEADER_BYTES = 64 * 1024;

/** A longer record is a quote that is never closed, and must not fill the memory. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/**
 * Reads a CSV of comma, semicolon or tab, with or without BOM, with any line break, in constant
 * memory: the source is read on only while records are taken.
 *
 * Bytes are parsed as Latin-1, in which all delimiters are what they are in UTF-8, and each cell is
 * decoded by itself: so an invalid byte is an error of its cell and not of the file.
 *
 * @throws InvalidCsvError for a file of another format, and for a record that is too long
 */
export async function readCsv(source: Readable): Promise<CsvFile> {
  const { head, pieces } = await peek(source);
  const rows = parse(pieces, delimiterOf(head))[Symbol.asyncIterator]();
  const first = await rows.next();
  const header = first.done === true ? [] : first.value.cells;
  const columns = header.map((name) => nameOf(decode(name)));
  return { columns, records: records(columns, rows) };
}

async function* records(
  columns: readonly string[],
  rows: AsyncIterator<Row>,
): AsyncGenerator<CsvRecord> {
  let rowNumber = 1;
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    rowNumber += 1;
    const { cells, error: error } = next.value;
    const errors = error === undefined ? [] : [error];
    if (cells.length > columns.length) {
      errors.push(
        `the row has ${String(cells.length)} cells and the header ${String(columns.length)}`,
      );
    }
    yield {
      rowNumber,
      cells: new Map(columns.map((name, index) => [name, decode(cells[index] ?? '')] as const)),
      errors: errors,
    };
  }
}

/** The beginning of the source without its BOM, and the entire source. */
async function peek(source: Readable): Promise<{ head: string; pieces: AsyncIterable<string> }> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.of();
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
    if (head.length >= MAX_HEADER_BYTES || /[\r\n]./s.test(head.toString('latin1'))) break;
  }
  const mistaken = MISTAKEN.find(([beginning]) =>
    head.toString('latin1', 0, 4).startsWith(beginning),
  );
  if (mistaken) throw new InvalidCsvError(mistaken[1]);
  const content = head.subarray(0, 3).equals(BOM) ? head.subarray(3) : head;
  async function* pieces(): AsyncGenerator<string> {
    yield content.toString('latin1');
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      yield next.value.toString('latin1');
    }
  }
  return { head: content.toString('latin1'), pieces: pieces() };
}

/** Parses chunk by chunk; the parser pauses until the rows of a chunk have been consumed. */
async function* parse(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const input = Readable.from(guarded(pieces), { objectMode: true, highWaterMark: 1 });
  const output = new ReadableStream<Row[]>(
    {
      start(controller) {
        Papa.parse<string[]>(input, {
          delimiter,
          skipEmptyLines: true,
          chunk({ data, errors }) {
            taken = data.length > 0;
            controller.enqueue(data.map((cells, row) => ({ cells, error: errorOf(errors, row) })));
            // The parser's own pause would not stop the input, and would buffer it.
            input.pause();
          },
          complete() {
            controller.close();
          },
          error(error) {
            controller.error(error);
          },
        });
      },
      pull() {
        input.resume();
      },
      cancel() {
        input.destroy();
      },
    },
    { highWaterMark: 0 },
  );
  let taken = false;
  /** Limits the bytes since the last complete record. */
  async function* guarded(source: AsyncIterable<string>): AsyncGenerator<string> {
    let open = 0;
    for await (const piece of source) {
      open = taken ? piece.length : open + piece.length;
      if (open > MAX_RECORD_BYTES) {
        throw new InvalidCsvError('A record has more than 4 MB; is a quote opened and not closed?');
      }
      // The parser re-reads an open record with each chunk: let other requests run in between.
      await setImmediate();
      yield piece;
    }
  }
  for await (const rows of output) yield* rows;
}

const ERROR_OF: Readonly<Record<string, string>> = {
  MissingQuotes: 'a quote is opened and not closed, which takes in everything behind it',
  InvalidQuotes:
    'a quoted cell goes on behind its closing quote, and takes in what follows up to the next one',
};

function errorOf(errors: readonly Papa.ParseError[], row: number): string | undefined {
  // The last error is the most specific: an unclosed quote is first reported as malformed.
  return ERROR_OF[errors.findLast((error) => error.row === row)?.code ?? ''];
}

/** The delimiter that occurs most often in the header line, outside quotes. */
function delimiterOf(head: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of head) {
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
