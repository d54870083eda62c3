/** @once no database is used */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import Papa from 'papaparse';
import { readCsv } from '../../src/issues/import/csv-reader.js';
import { RecordSplitter } from '../../src/issues/import/record-splitter.js';

const RUNS = { numRuns: 300, seed: 20261123 };

/** Text in which everything that a CSV gives a meaning to is frequent. */
const csvText = fc
  .array(fc.constantFrom('"', '""', ',', ';', '\t', '\r', '\n', '\r\n', ' ', 'a', 'é', '=1'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

const anyText = fc.oneof(csvText, fc.string({ unit: 'binary', maxLength: 60 }));

/** The bytes in pieces that end at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % (bytes.length + 1)), bytes.length])];
  ends.sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const COLUMNS = ['title', 'a'];

/** Everything that is read of a file. */
async function read(pieces: readonly Buffer[]): Promise<unknown> {
  try {
    const { columns, records } = await readCsv(Readable.from(pieces), COLUMNS);
    const rows: unknown[] = [];
    for await (const { cells, ...row } of records) rows.push([row, cells && [...cells]]);
    return { columns, rows };
  } catch (error) {
    return { error: String(error) };
  }
}

describe('the CSV reader', () => {
  it('Any text is read as the same rows, however it is cut into pieces', async () => {
    const header = fc.constantFrom('title,a\n', '"title";a\r\n', 'title\ta\r', '');
    await fc.assert(
      fc.asyncProperty(header, anyText, fc.array(fc.nat(500)), async (first, rest, places) => {
        const bytes = Buffer.from(first + rest);
        const entire = await read([bytes]);
        expect(await read(cut(bytes, places))).toEqual(entire);
        expect(await read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(entire);
      }),
      RUNS,
    );
  });

  it('Any cells that are written as a CSV are read unchanged', async () => {
    const cell = fc.oneof(csvText, fc.string({ unit: 'grapheme', maxLength: 10 }));
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, delimiter, newline) => {
          const csv = Papa.unparse([COLUMNS, ...rows], { delimiter, newline, quotes: true });
          const { records } = await readCsv(Readable.from([Buffer.from(csv)]), COLUMNS);
          const found: unknown[] = [];
          for await (const { cells, errors } of records) {
            expect(errors).toEqual([]);
            found.push(COLUMNS.map((name) => cells?.get(name)));
          }
          expect(found).toEqual(rows.map((row) => row.map((text) => ({ text }))));
        },
      ),
      RUNS,
    );
  });

  it('Every character is looked at once, whatever the text is and however it is cut', () => {
    const hostile = fc.constantFrom('x,"' + '""'.repeat(2_000), '"a"x'.repeat(1_000), '\n', ',"');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText, hostile), { maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (texts, size) => {
          const splitter = new RecordSplitter(',');
          const text = texts.join('');
          let taken = 0;
          for (let place = 0; place < text.length; place += size) {
            for (const { bytes } of splitter.push(text.slice(place, place + size))) taken += bytes;
          }
          for (const { bytes } of splitter.end()) taken += bytes;
          expect(splitter.steps).toBe(text.length);
          expect(taken).toBeLessThanOrEqual(text.length);
        },
      ),
      RUNS,
    );
  });

  it('The parser is given every character once, and only those of complete records', async () => {
    const parse = Papa.parse.bind(Papa) as (text: string, options: object) => object;
    let given = 0;
    Object.assign(Papa, {
      parse: (text: string, options: object) => {
        given += text.length;
        return parse(text, options);
      },
    });
    try {
      const record = `x,"${'""'.repeat(200_000)}"\n`;
      const bytes = Buffer.from(`title,a\n${record.repeat(5)}y,"${'""'.repeat(2_000_000)}`);
      const pieces = cut(
        bytes,
        Array.from({ length: 70 }, (_, index) => index * 65_536),
      );
      const { rows } = (await read(pieces)) as { rows: unknown[] };
      expect(rows).toHaveLength(6);
      expect(given).toBeGreaterThan(record.length * 5);
      expect(given).toBeLessThanOrEqual('title,a\n'.length + record.length * 5);
    } finally {
      Object.assign(Papa, { parse });
    }
  });
});
