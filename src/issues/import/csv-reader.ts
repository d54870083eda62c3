import { Readable } from 'node:stream';
import Papa from 'papaparse';

/** A cell: its text, or the fault that it is not UTF-8. */
export type Cell = { readonly text: string } | { readonly fault: string };

/** One record of a file, by the lower-cased names of its columns. */
export interface CsvRecord {
  /** Counted from 1, which is the header. */
  readonly rowNumber: number;
  readonly cells: ReadonlyMap<string, Cell>;
  /** How many cells the record has, where it has more than the header; else 0. */
  readonly surplus: number;
}

export interface CsvFile {
  readonly columns: readonly string[];
  readonly records: AsyncIterable<CsvRecord>;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const PIECE = 64 * 1024;

/**
 * Reads a CSV of comma, semicolon or tab, with or without BOM, with any line break.
 *
 * Bytes are parsed as Latin-1, in which all delimiters are what they are in UTF-8, and each cell is
 * decoded by itself: so a broken byte is the fault of its cell and not of the file.
 */
export async function readCsv(bytes: Buffer): Promise<CsvFile> {
  const content = bytes.subarray(0, 3).equals(BOM) ? bytes.subarray(3) : bytes;
  const rows = parse(content)[Symbol.asyncIterator]();
  const first = await rows.next();
  const header = first.done === true ? [] : first.value;
  const columns = header.map((name) => nameOf(decode(name)));
  return { columns, records: records(columns, rows) };
}

async function* records(
  columns: readonly string[],
  rows: AsyncIterator<string[]>,
): AsyncGenerator<CsvRecord> {
  let rowNumber = 1;
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    rowNumber += 1;
    const row = next.value;
    const surplus = row.length > columns.length ? row.length : 0;
    const cells = new Map(columns.map((name, index) => [name, decode(row[index] ?? '')] as const));
    yield { rowNumber, cells, surplus };
  }
}

async function* parse(content: Buffer): AsyncGenerator<string[]> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
    delimiter: delimiterOf(content),
    skipEmptyLines: true,
  });
  const source = Readable.from(pieces(content));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  for await (const row of parser) yield row as string[];
}

function* pieces(content: Buffer): Generator<string> {
  for (let start = 0; start < content.length; start += PIECE) {
    yield content.toString('latin1', start, start + PIECE);
  }
}

/** The one of the three that the header line has most of, outside quotes. */
function delimiterOf(content: Buffer): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of content.toString('latin1', 0, PIECE)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best] = [',', ';', '\t'].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return best ?? ',';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(latin1: string): Cell {
  try {
    return { text: utf8.decode(Buffer.from(latin1, 'latin1')) };
  } catch {
    return { fault: 'is not valid UTF-8' };
  }
}

const nameOf = (cell: Cell): string => ('text' in cell ? cell.text.trim().toLowerCase() : '');
