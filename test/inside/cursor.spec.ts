/** @once no database is used */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Cursor, readCursor, writeCursor } from '../../src/common/cursor.js';

const RUNS = { numRuns: 1_000, seed: 20261123 };

const cursors: fc.Arbitrary<Cursor> = fc.record({
  sort: fc.string(),
  filter: fc.string(),
  position: fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)), {
    maxLength: 4,
  }),
});

/** Text that has the right checksum, as somebody makes it who has read the program. */
function forged(payload: string): string {
  const bytes = Buffer.from(payload);
  const hash = createHash('sha256').update('issue-tracker cursor').update(bytes).digest();
  return Buffer.concat([hash.subarray(0, 12), bytes]).toString('base64url');
}

/** The cursor, or undefined when it is refused as a parameter that is invalid. */
function attempt(text: string): Cursor | undefined {
  try {
    return readCursor(text);
  } catch (error) {
    expect(error).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ parameter: 'cursor', code: 'cursor' }],
    });
    return undefined;
  }
}

describe('the cursor reader', () => {
  it('Every cursor that was written is read as it was', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(readCursor(writeCursor(cursor))).toEqual(cursor);
      }),
      RUNS,
    );
  });

  it('Any text is refused that no cursor was written as', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(attempt(text)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('A cursor of which any character was changed, added or removed is refused', () => {
    fc.assert(
      fc.property(
        cursors,
        fc.nat(),
        fc.string({ maxLength: 2 }),
        fc.nat(1),
        (cursor, at, by, cut) => {
          const text = writeCursor(cursor);
          const place = at % (text.length + 1);
          const changed = text.slice(0, place) + by + text.slice(place + cut);
          fc.pre(changed !== text);
          expect(attempt(changed)).toBeUndefined();
        },
      ),
      RUNS,
    );
  });

  it('A forged cursor has the shape of a cursor or is refused', () => {
    const list = fc.array(fc.jsonValue(), { maxLength: 4 });
    const likely = fc.tuple(fc.string(), fc.string(), list).map((parts) => JSON.stringify(parts));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), likely), (payload) => {
        const cursor = attempt(forged(payload));
        if (!cursor) return;
        expect([typeof cursor.sort, typeof cursor.filter]).toEqual(['string', 'string']);
        for (const key of cursor.position) {
          expect(key === null || ['string', 'number'].includes(typeof key)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});
