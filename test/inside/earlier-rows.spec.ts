/** @once the same beside both databases */
import { EarlierRows, MAX_REPEATED_CHARACTERS } from '../../src/issues/import/earlier-rows.js';
import { toImportRow } from '../../src/issues/import/import-row.js';

const rowOf = (cells: Readonly<Record<string, string>>) =>
  toImportRow(
    {
      rowNumber: 2,
      cells: new Map(Object.entries(cells).map(([name, text]) => [name, { text }])),
      errors: [],
      fingerprint: JSON.stringify(cells),
    },
    new Date(),
  );

describe('what a dry run keeps of earlier rows', () => {
  let earlier: EarlierRows;

  beforeEach(() => {
    earlier = new EarlierRows();
  });
  afterEach(() => {
    earlier.close();
  });

  const id = { external_source: 'crm', external_id: '1' };
  const creator = rowOf({ ...id, title: 'First', description: 'x'.repeat(100_000) });
  const NOTHING = { rows: [], created: [], updated: 0, labels: [] };

  it('A row finds what the last rows of its external id have made of the issue', () => {
    earlier.add({ ...NOTHING, rowsOfNew: new Map([[1, creator]]) }, true);
    const existing = {} as NonNullable<typeof creator.existing>;
    for (const cells of [
      { title: 'Second', description: '', priority: 'high', labels: 'a' },
      { title: 'Third', description: 'y', priority: '', labels: '' },
    ]) {
      const row = { ...rowOf({ ...id, ...cells }), existing };
      earlier.add({ ...NOTHING, rows: [row], rowsOfNew: new Map() }, true);
    }
    const found = earlier.of([rowOf({ ...id, title: 'Fourth' })]);
    expect(found).toMatchObject({
      creators: [{ issue: { title: 'First', createdAt: creator.issue.createdAt } }],
      updates: [
        { fields: { title: 'Third', description: 'y', priority: 'high' }, labelNames: ['a'] },
      ],
    });
    expect(earlier.of([rowOf({ ...id, external_id: '2', title: 'x' })]).creators).toEqual([]);
  });

  it('Small rows cannot make a dry run store a large one any number of times', () => {
    earlier.add({ ...NOTHING, rowsOfNew: new Map([[1, creator]]) }, false);
    const small = [rowOf({ ...id, title: 'x' })];
    const repetitions = Math.floor(MAX_REPEATED_CHARACTERS / 100_005);
    for (let count = 0; count < repetitions; count += 1) earlier.of(small);
    expect(() => earlier.of(small)).toThrow('Split the file.');
  });
});
