import fc from 'fast-check';
import { excessIn, MAX_DEPTH, MAX_FIELDS, MAX_VALUES } from './json-shape.js';

const excessOf = (text: string) => excessIn(Buffer.from(text));

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const fields = (count: number) =>
  `{${Array.from({ length: count }, (_, index) => `"f${String(index)}" : 1`).join(',')}}`;

describe('the shape of a JSON body', () => {
  it('Strings of any text are counted as one value', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('"', '\\', '[', '{', ',', ':', '\u0001')).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(fc.dictionary(text, text), text, (body, field) => {
        const repeated = { ...body, [field]: Array(100).fill(field) };
        expect(excessOf(JSON.stringify(repeated, null, 1))).toBeUndefined();
      }),
    );
  });

  it('A body with as much as it may have passes, and one with more is refused by the field', () => {
    expect(excessOf(fields(MAX_FIELDS))).toBeUndefined();
    expect(excessOf(fields(MAX_FIELDS + 1))).toMatchObject({
      pointer: `/f${String(MAX_FIELDS)}`,
      code: 'too_many_fields',
    });
    const list = (count: number) => `{"x":{"y":1},"a/b":[${Array(count).fill('":"').join(',')}]}`;
    expect(excessOf(list(MAX_VALUES))).toBeUndefined();
    expect(excessOf(list(MAX_VALUES + 2))).toMatchObject({
      pointer: '/a~1b',
      code: 'too_many_values',
    });
    expect(excessOf(`{"é":${nested(MAX_DEPTH - 1)}}`)).toBeUndefined();
    expect(excessOf(`{"é":${nested(MAX_DEPTH)}}`)).toMatchObject({
      pointer: '/é',
      code: 'too_deep',
    });
  });

  it('Text that is no JSON passes or is refused, whatever it is', () => {
    expect(excessOf('['.repeat(MAX_DEPTH + 1))).toMatchObject({ pointer: '', code: 'too_deep' });
    expect(excessOf(`{"\\x":${nested(MAX_DEPTH)}`)).toMatchObject({ pointer: '' });
    expect(excessOf(`{"${'x'.repeat(1_000)}":${nested(MAX_DEPTH)}`)).toMatchObject({ pointer: '' });
    for (const text of ['', '"', '"\\', '{"a', ']]]', '{:,:,'])
      expect(excessOf(text)).toBeUndefined();
  });
});
