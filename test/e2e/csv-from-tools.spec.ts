import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { itWith } from '../support/installed.js';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures', name));

/** Two users, with the ids 1 and 2. */
const createTracker = async (): Promise<TestApp> => {
  const tracker = await createTestApp();
  for (const id of [1, 2]) expect(await createUser(tracker)).toBe(id);
  return tracker;
};

const upload = async ({ http }: TestApp, content: string | Buffer) =>
  (await http.post('/issues/import').attach('file', Buffer.from(content), 'a.csv').expect(200))
    .body;

const list = async ({ http }: TestApp) =>
  (await http.get('/issues?sort=id&page_size=100').expect(200)).body.items as {
    title: string;
    labels: { name: string }[];
  }[];

describe('CSV of other programs', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTracker();
  });
  afterEach(() => tracker.close());

  it.each([
    ['excel.csv', ['due date'], ['Printer "ACME" jams', 'Grüße fehlen']],
    ['libreoffice.csv', [], ['Calc rounds 0,5 wrongly', 'Tabs\there']],
    [
      'github.csv',
      ['number', 'state', 'assignees', 'created at', 'updated at', 'url'],
      ['Crash on start', 'Docs, please'],
    ],
  ])('The exported file %s of another program is imported', async (name, ignored, titles) => {
    const report = await upload(tracker, fixture(name));
    expect(report).toMatchObject({ errors: [], ignored_columns: ignored });
    expect((await list(tracker)).map(({ title }) => title)).toEqual(titles);
  });

  it('The exported file jira.csv is imported except for rows with other statuses', async () => {
    expect(await upload(tracker, fixture('jira.csv'))).toMatchObject({
      successful: 1,
      errors: [{ row_number: 2, errors: [expect.stringMatching(/^status: .*not "In Progress"$/)] }],
      ignored_columns: ['summary', 'issue key', 'issue id', 'reporter', 'created'],
    });
  });

  it('A CSV that pandas has written twice is imported, and its index columns are ignored', async () => {
    expect(await upload(tracker, fixture('pandas.csv'))).toEqual({
      total_rows: 3,
      successful: 3,
      created: 3,
      updated: 0,
      failed: 0,
      errors: [],
      errors_truncated: false,
      ignored_columns: ['', 'unnamed: 0', 'id'],
      change_id: expect.any(Number),
    });
    expect(await list(tracker)).toMatchObject([
      {
        title: 'Login fails',
        description: 'First line\nsecond line',
        assignee_id: 1,
        labels: [{ name: 'bug' }, { name: 'urgent' }],
        created_at: '2026-01-02T03:04:05.678Z',
        resolved_at: '2026-01-03T03:04:05.000Z',
      },
      { title: 'Quotes "and", commas', description: '', assignee_id: null, labels: [] },
      { title: '=1+1', description: null, assignee_id: 2 },
    ]);
  });

  it('A CSV of Excel keeps TRUE and leading zeros in texts, and its own dates are errors of their row', async () => {
    expect(await upload(tracker, fixture('excel-us.csv'))).toMatchObject({
      successful: 2,
      errors: [
        { row_number: 4, errors: [expect.stringMatching(/^created_at: .*"11\/23\/2026 7:25"$/)] },
      ],
      ignored_columns: ['done'],
    });
    expect(await list(tracker)).toMatchObject([
      { title: 'TRUE', priority: 'high', assignee_id: 1, created_at: '2026-11-23T00:00:00.000Z' },
      { title: '007', status: 'closed', description: '1,5 hours', assignee_id: null },
    ]);
  });

  it('A CSV of LibreOffice with tabs between quoted texts and bare numbers is imported', async () => {
    expect(await upload(tracker, fixture('libreoffice-tabs.csv'))).toMatchObject({ errors: [] });
    expect(await list(tracker)).toMatchObject([
      {
        title: 'Tab\tand "quotes"',
        description: 'one\ntwo',
        assignee_id: 1,
        created_at: '2026-11-23T07:25:48.123Z',
      },
      { title: 'TRUE', assignee_id: 1, created_at: '2026-11-23T00:00:00.000Z' },
    ]);
  });

  it('A CSV with BOM, semicolons, CRLF and quotes around every cell is imported', async () => {
    expect(await upload(tracker, fixture('quoted.csv'))).toMatchObject({
      errors: [],
      ignored_columns: ['id', ''],
    });
    expect(await list(tracker)).toMatchObject([
      {
        title: 'Grüße; 😀',
        assignee_id: 2,
        labels: [{ name: 'bug' }, { name: 'urgent' }],
        created_at: '2026-11-23T07:25:48.123Z',
      },
      { title: 'NA', assignee_id: null },
    ]);
  });

  it('A whole number with a decimal point is an assignee_id, and any other number an error of its row', async () => {
    const cells = ['1', '1.0', ' 1.00 ', '1.5', '1.', '1.0.0', '"1,0"', '1e0', 'NA', '0.0', '9.0'];
    const rows = cells.map((cell, index) => `Row ${String(index)},${cell}\n`);
    const { errors } = await upload(tracker, `title,assignee_id\n${rows.join('')}`);
    const invalid = (cell: string) =>
      `assignee_id: must be a whole number from 1 to 2147483647, not "${cell}"`;
    expect(errors).toEqual([
      ...['1.5', '1.', '1.0.0', '1,0', '1e0', 'NA', '0.0'].map((cell, index) => ({
        row_number: 5 + index,
        errors: [invalid(cell)],
      })),
      { row_number: 12, errors: ['assignee_id: no user 9'] },
    ]);
    expect(await list(tracker)).toMatchObject(cells.slice(0, 3).map(() => ({ assignee_id: 1 })));
  });

  it('A time with a space for the T is read, and one that could mean several times is an error of its row', async () => {
    const refused = ['2026-01-02 03:04:05', '02.01.2026 03:04', '1/2/2026 3:04', '46024.1278'];
    const cells = ['2026-01-02 04:04:05.000000+01:00', '2026-01-02 03:04:05Z', ...refused];
    const rows = cells.map((cell) => `x,${cell}\n`);
    const { errors } = await upload(tracker, `title,created_at\n${rows.join('')}`);
    expect(errors).toEqual(
      refused.map((cell, index) => ({
        row_number: 4 + index,
        errors: [`created_at: must be a time such as 2026-11-23T07:25:48.123Z, not "${cell}"`],
      })),
    );
    expect(await list(tracker)).toMatchObject(
      [1, 2].map(() => ({ created_at: '2026-01-02T03:04:05.000Z' })),
    );
  });
});

const SCRIPT = resolve(import.meta.dirname, '../support/rewrite-csv.py');

/** What the csv module of Python writes of an export; the numbers are its kinds of quoting. */
const rewritten = (csv: string, dialect: object): Buffer =>
  execFileSync('python3', [SCRIPT, JSON.stringify(dialect)], { input: csv });

const [EVERYTHING, NOT_NUMBERS] = [1, 2];

const DIALECTS = {
  'commas and CRLF': {},
  'semicolons and a BOM': { delimiter: ';', bom: true },
  tabs: { delimiter: '\t' },
  'line feeds and quotes around every cell': { quoting: EVERYTHING, lineterminator: '\n' },
  'tabs and quotes around every cell': {
    quoting: EVERYTHING,
    delimiter: '\t',
    lineterminator: '\r',
  },
  'quotes around every text': { quoting: NOT_NUMBERS, delimiter: ';' },
};

const TEXTS = [
  ['=1+1', "'=already guarded"],
  ['007', '0012.50'],
  ['1.0', '1e5'],
  ['TRUE', 'False'],
  ['NA', 'null'],
  ['nan', 'None'],
  ['2026-01-02', '1/2/2026'],
  ['one;two\tthree', 'a\r\nb\nc\rd'],
  ['"quoted", "twice"', '""'],
  ["'", ''],
  ['\\back\\slash;', ' blanks \n'],
  ['Grüße 😀 مرحبا', '\ufeffmark'],
] as const;

const LABELS = ['NA', '1.0', 'a;b', 'c\\;d', '=e', 'with, comma'];

const exportOf = async ({ http }: TestApp) =>
  (await http.get('/issues/export?sort=id').buffer(true).expect(200)).text;

describe('CSV through Python', () => {
  let source: TestApp;

  beforeAll(async () => {
    source = await createTracker();
    for (const [index, [title, description]] of TEXTS.entries()) {
      const { id } = await createIssue(source, {
        title,
        description: index === 0 ? null : description,
        status: index % 2 === 0 ? 'open' : 'resolved',
        assignee_id: [1, 2, null][index % 3],
      });
      await source.http
        .put(`/issues/${String(id)}/labels`)
        .send({ label_names: LABELS.slice(0, index % (LABELS.length + 1)) })
        .expect(200);
    }
  });
  afterAll(() => source.close());

  /** The export of a new tracker that has imported the file. */
  const throughImport = async (file: Buffer) => {
    const target = await createTracker();
    try {
      expect(await upload(target, file)).toMatchObject({ successful: TEXTS.length, errors: [] });
      return await exportOf(target);
    } finally {
      await target.close();
    }
  };

  itWith('python3')(
    'An export that Python has written in another dialect is imported unchanged',
    async () => {
      const exported = await exportOf(source);
      for (const [name, dialect] of Object.entries(DIALECTS)) {
        expect([name, await throughImport(rewritten(exported, dialect))]).toEqual([name, exported]);
      }
    },
  );

  itWith('python3')('An import changes nothing of an export that pandas did not', async () => {
    const exported = await exportOf(source);
    const target = await createTracker();
    try {
      const report = await upload(target, rewritten(exported, { pandas: true }));
      const read = rowsOf(exported).map(asPandasReads);
      const lost = read.flatMap(({ title }, index) => (title === '' ? [index + 2] : []));
      expect(report).toMatchObject({
        successful: TEXTS.length - lost.length,
        errors: lost.map((row_number) => ({ row_number, errors: ['title: is required'] })),
        ignored_columns: ['', 'id'],
      });
      expect(rowsOf(await exportOf(target)).map(asPandasReads)).toEqual(
        read.filter(({ title }) => title !== ''),
      );
    } finally {
      await target.close();
    }
  });
});

type Row = Record<string, string>;

const rowsOf = (csv: string): Row[] =>
  Papa.parse<Row>(csv, { header: true, skipEmptyLines: true, newline: '\r\n' }).data;

/** The cells without those that pandas takes for missing values, and without the id. */
const asPandasReads = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== 'id')
      .map(([name, cell]) => [name, /^(NA|nan|null|None)$/.test(cell) ? '' : cell]),
  );
