/** A longer record is mostly a quote that is never closed, and must not fill the memory. */
export const MAX_RECORD_BYTES = 1024 * 1024;

/** One record of a CSV, not yet taken apart. */
export interface RawRecord {
  /** Without its line break; empty if it is too long. */
  readonly text: string;
  readonly bytes: number;
  readonly cells: number;
  /** Why it cannot be taken apart. */
  readonly error: string | undefined;
}

const TOO_LONG = 'the record has more than 1 MB; is a quote opened and not closed?';
const UNCLOSED = 'a quote is opened and not closed, which takes in everything behind it';
const MISPLACED =
  'a quoted cell goes on behind its closing quote, and takes in what follows up to the next one';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Space, vertical tab, form feed and tab: may follow a closing quote. */
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x0b, 0x0c, 0x09]);

/** Where in a cell the next character is. */
const enum Place {
  Beginning,
  Unquoted,
  Quoted,
  /** Behind a quote that closes the cell, or is the first of a pair. */
  BehindQuote,
  /** Behind the blanks that follow a closing quote. */
  BehindBlank,
}

/**
 * Finds where records end, reading each character once however the text is cut into pieces. A parser
 * that is given complete records never has to begin one again.
 */
export class RecordSplitter {
  /** Characters that were looked at. */
  steps = 0;

  private place = Place.Beginning;
  /** The open record, as far as it was in pieces before; empty once it is too long. */
  private text = '';
  private bytes = 0;
  private cells = 1;
  private isMisplaced = false;
  /** The last character ended a record; a line feed behind it belongs to that end. */
  private isBehindReturn = false;

  private readonly delimiter: number;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** The records that end in this piece; blank lines are none. */
  push(piece: string): RawRecord[] {
    const records: RawRecord[] = [];
    let start = 0;
    for (let index = 0; index < piece.length; index += 1) {
      const code = piece.charCodeAt(index);
      if (!this.endsRecord(code)) continue;
      this.keep(piece, start, index);
      start = index + 1;
      if (this.bytes > 0) records.push(this.take());
      this.isBehindReturn = code === CARRIAGE_RETURN;
    }
    this.keep(piece, start, piece.length);
    this.steps += piece.length;
    return records;
  }

  /** The record that the end of the file ends. */
  end(): RawRecord[] {
    return this.bytes > 0 ? [this.take()] : [];
  }

  private endsRecord(code: number): boolean {
    const isBehindReturn = this.isBehindReturn;
    this.isBehindReturn = false;
    // An empty line, which is no record.
    if (isBehindReturn && code === LINE_FEED) return true;
    if (this.place === Place.Quoted) {
      if (code === QUOTE) this.place = Place.BehindQuote;
      return false;
    }
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return true;
    if (code === this.delimiter) {
      this.cells += 1;
      this.place = Place.Beginning;
    } else if (this.place !== Place.Unquoted) {
      this.place = this.placeBehind(code);
    }
    return false;
  }

  private placeBehind(code: number): Place {
    if (this.place === Place.Beginning) return code === QUOTE ? Place.Quoted : Place.Unquoted;
    if (this.place === Place.BehindQuote && code === QUOTE) return Place.Quoted;
    if (BLANKS.has(code)) return Place.BehindBlank;
    this.isMisplaced = true;
    return code === QUOTE ? Place.BehindQuote : Place.Quoted;
  }

  private keep(piece: string, start: number, end: number): void {
    this.bytes += end - start;
    this.text = this.bytes > MAX_RECORD_BYTES ? '' : this.text + piece.slice(start, end);
  }

  private take(): RawRecord {
    const { text, bytes, cells } = this;
    const record = { text, bytes, cells, error: this.errorOfRecord() };
    this.place = Place.Beginning;
    this.text = '';
    this.bytes = 0;
    this.cells = 1;
    this.isMisplaced = false;
    return record;
  }

  private errorOfRecord(): string | undefined {
    if (this.bytes > MAX_RECORD_BYTES) return TOO_LONG;
    if (this.place === Place.Quoted) return UNCLOSED;
    return this.isMisplaced ? MISPLACED : undefined;
  }
}
