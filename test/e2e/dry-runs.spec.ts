import { Readable } from 'node:stream';
import fc from 'fast-check';
import Papa from 'papaparse';
import { type ImportOptions, ImportService } from '../../src/issues/import/import.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { contentsOf } from '../support/database-contents.js';
import { statementsOf } from '../support/count-queries.js';
import { eventsOfChange, saidOf, shownOf } from '../support/previews.js';

const cell = (...values: string[]) => fc.constantFrom('', ...values);
const row = fc.record({
  title: fc.oneof({ weight: 15, arbitrary: fc.constantFrom('one', 'two') }, fc.constant('')),
  description: cell('short', 'long '.repeat(300)),
  status: fc.oneof({ weight: 15, arbitrary: cell('open', 'resolved', 'CLOSED') }, fc.constant('?')),
  priority: cell('low', 'critical'),
  external_source: fc.constantFrom('Crm', 'crm', 'crm', 'crm', ''),
  external_id: cell('1', '2', '3', '4', '5'),
  labels: cell('Bug', 'bug', 'BUG;new', 'New', 'late'),
  assignee: cell('', '', 'alice', 'alice', 'Bob', 'BOB', 'carl', 'dora', 'left'),
  assignee_email: cell('bob@example.org', 'c@example.org', 'ALICE@example.com'),
  created_at: cell('2024-05-01'),
  resolved_at: cell('2024-06-01'),
});
type Row = Readonly<Record<string, string>>;

const options = fc.record({
  atomic: fc.constantFrom(true, false, false),
  createUsers: fc.constantFrom(true, true, false),
  onExisting: fc.constantFrom('error' as const, 'skip' as const, 'update' as const),
});

/** Rows, most of which are valid: few files are refused as a whole. */
const rows = (most: number) =>
  fc.array(
    row.map((one) => ({
      ...one,
      ...(one.external_source === '' || one.external_id === ''
        ? { external_source: '', external_id: '' }
        : {}),
      ...(one.status === 'open' || one.status === '' ? { resolved_at: '' } : {}),
    })),
    { minLength: 1, maxLength: most },
  );

/** A row with labels and users that no run before has created. */
function ofRun(one: Row, run: number): Row {
  const { labels = '', assignee = '', assignee_email = '' } = one;
  const suffix = String(run);
  const isNew = assignee !== '' && !KNOWN_USERS.includes(assignee);
  return {
    ...one,
    labels: labels.replaceAll(/\w+/g, (name) => `${name}${suffix}`),
    assignee: isNew ? `${assignee}${suffix}` : assignee,
    assignee_email: assignee_email.replace('@example.org', `@${suffix}.example.org`),
  };
}

const KNOWN_USERS: readonly string[] = ['alice', 'left'];

describe('dry runs', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const contents = () => contentsOf(tracker.databaseUrl);

  const upload = async (lines: readonly string[], query: string) =>
    (
      await tracker.http
        .post(`/issues/import?${query}`)
        .attach('file', Buffer.from(lines.join('\n')), 'issues.csv')
        .expect(200)
    ).body;

  it('A dry run of an import says what the import then does, and leaves nothing behind', async () => {
    const imports = tracker.app.get(ImportService);
    const importRows = (file: readonly Row[], how: ImportOptions) =>
      imports.import(() => Readable.from([Buffer.from(Papa.unparse([...file]))]), how);
    for (const username of KNOWN_USERS) {
      const user = { username, email: `${username}@example.com` };
      const { body } = await tracker.http.post('/users').send(user).expect(201);
      if (username === 'left') {
        await tracker.http
          .patch(`/users/${String(body.id)}`)
          .send({ active: false })
          .expect(200);
      }
    }
    const issueIds = async () => {
      const { body } = await tracker.http.get('/issues?page_size=100&fields=id').expect(200);
      return new Set((body.items as { id: number }[]).map(({ id }) => id));
    };
    const users = async () => {
      const { body } = await tracker.http.get('/users').expect(200);
      return new Map((body as { id: number; username: string }[]).map((one) => [one.id, one]));
    };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(rows(4), rows(14), options, async (first, second, how) => {
        run += 1;
        const before = first.map((one) => ofRun(one, run));
        const file = second.map((one) => ofRun(one, run));
        const now = (await tracker.http.get('/issues?page_size=100&fields=id,version').expect(200))
          .body.items as { id: number; version: number }[];
        if (now.length > 0) {
          const items = now.map(({ id }) => ({ id }));
          await tracker.http.post('/issues/bulk').send({ items, delete: true }).expect(200);
        }
        await importRows(before, { onExisting: 'update' });
        const [stored, present, known] = [await contents(), await issueIds(), await users()];
        const dry = await importRows(file, { ...how, dryRun: true });
        expect(await contents()).toEqual(stored);
        const real = await importRows(file, how);
        const { preview = { changes: [], more_changes: 0 }, ...report } = dry;
        const shape = (given: object) =>
          JSON.stringify(given).replaceAll(/(issue|row) \d+ has it already/g, 'is there');
        expect(shape({ ...report, invalidRows: [] })).toBe(
          shape({ ...real, changeId: undefined, invalidRows: [] }),
        );
        expect(shape(report.invalidRows)).toBe(shape(real.invalidRows));
        if (how.atomic) expect(real.invalidRows).toEqual(report.invalidRows);
        const { changeId } = real;
        const events = changeId === undefined ? [] : await eventsOfChange(tracker, changeId);
        const everybody = await users();
        const byName = (value: unknown) =>
          typeof value === 'number' && !known.has(value) ? everybody.get(value)?.username : value;
        const named = events.map(({ details, ...event }) => {
          const { from, to, assignee_id } = details;
          const ids =
            event.event_type === 'assigned'
              ? { from: byName(from), to: byName(to) }
              : event.event_type === 'created'
                ? { assignee_id: byName(assignee_id) }
                : {};
          return { ...event, details: { ...details, ...ids } };
        });
        expect(saidOf(preview.changes)).toEqual(
          shownOf(named, (id) => (present.has(id) ? id : null)),
        );
        expect(preview.more_changes).toBe(0);
      }),
      { numRuns: 24, seed: 22, endOnFailure: true },
    );
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });

  it('A row finds the issue, the label and the values that an earlier batch of the file would store', async () => {
    const header = 'title,status,labels,external_source,external_id';
    const rest = Array.from({ length: 600 }, (_, index) => `Other ${String(index)},,,,`);
    const lines = [header, 'One,,Bug,crm,1', ...rest, 'Again,closed,bug;new,CRM,1'];
    const refused = await upload(lines, 'dry_run=true');
    expect(refused).toMatchObject({
      ...{ total_rows: 602, successful: 601, created: 601, change_id: null },
      errors: [{ row_number: 603, errors: ['external_id: row 2 has it already'] }],
    });
    expect(refused.changes.slice(0, 4)).toEqual([
      { row_number: 2, issue_id: null, field: 'title', from: null, to: 'One' },
      { row_number: 2, issue_id: null, field: 'status', from: null, to: 'open' },
      { row_number: 2, issue_id: null, field: 'priority', from: null, to: 'medium' },
      { row_number: 2, issue_id: null, field: 'labels', from: null, to: 'Bug' },
    ]);
    expect([refused.changes.length, refused.more_changes]).toEqual([1_000, 804]);
    await upload([header, 'Zero,,,crm,1'], '');
    const updating = await upload(
      [lines[0] ?? '', ...lines.slice(-300)],
      'on_existing=update&dry_run=true',
    );
    expect(updating).toMatchObject({ created: 299, updated: 1, failed: 0 });
    expect(updating.changes.slice(-4)).toEqual(
      [
        ['title', 'Zero', 'Again'],
        ['status', 'open', 'closed'],
        ['labels', null, 'bug'],
        ['labels', null, 'new'],
      ].map(([field, from, to]) => ({ row_number: 301, issue_id: 1, field, from, to })),
    );
    expect((await tracker.http.get('/issues')).body.total).toBe(1);
  });

  it('A dry run of an import holds no transaction for longer than a batch', async () => {
    const lines = ['title', ...Array.from({ length: 1_200 }, (_, index) => `Row ${String(index)}`)];
    const transactions = async (query: string) => {
      const statements = await statementsOf(tracker.app, async () => {
        await upload(lines, query);
      });
      return statements.filter((statement) => statement.startsWith('BEGIN')).length;
    };
    const dry = await transactions('atomic=true&dry_run=true');
    expect(dry).toBeGreaterThan(2);
    expect(await transactions('')).toBe(dry);
  });

  it('A dry run of a purge lists the issues that it would remove, the first 1,000', async () => {
    const old = Array.from(
      { length: 1_203 },
      (_, index) => `Old ${String(index)},resolved,2020-01-01,2020-01-02,x`,
    );
    await upload(['title,status,created_at,resolved_at,labels', ...old, 'New,open,,,'], '');
    const stored = await contents();
    const { http } = tracker;
    const purge = (body: object, query = '') =>
      http.post(`/maintenance/cleanup/old-issues${query}`).send(body).expect(200);
    for (const [body, query] of [
      [{ dry_run: false }, '?dry_run=true'],
      [{}, ''],
    ] as const) {
      const { body: said } = await purge(body, query);
      expect(said).toMatchObject({ found: 1_203, removed: 0, dry_run: true, more_changes: 203 });
      expect(said.changes).toEqual(
        old.slice(0, 1_000).map((line, index) => ({
          ...{ issue_id: index + 1, field: 'title', from: line.split(',')[0], to: null },
        })),
      );
    }
    expect(await contents()).toEqual(stored);
  });

  it('A dry run of the removal of unused labels lists them, and a purge removes what its dry run listed', async () => {
    const { http } = tracker;
    await upload(
      ['title,status,created_at,resolved_at,labels', 'Old,resolved,2020-01-01,2020-01-02,used'],
      '',
    );
    for (const name of ['spare', 'wontfix']) await http.post('/labels').send({ name }).expect(201);
    const stored = await contents();
    const clean = async (body: object) =>
      (await http.post('/maintenance/cleanup/unused-labels').send(body).expect(200)).body;
    const removal = (label_id: number, from: string) => ({
      label_id,
      field: 'name',
      from,
      to: null,
    });
    expect(await clean({ dry_run: true })).toEqual({
      ...{ found: 2, removed: 0, dry_run: true, more_changes: 0 },
      changes: [removal(2, 'spare'), removal(3, 'wontfix')],
    });
    expect(await contents()).toEqual(stored);
    expect(await clean({ dry_run: false })).toEqual({ found: 2, removed: 2, dry_run: false });
    const purge = (body: object) => http.post('/maintenance/cleanup/old-issues').send(body);
    const { body: said } = await purge({}).expect(200);
    expect(said.changes).toEqual([{ issue_id: 1, field: 'title', from: 'Old', to: null }]);
    const done = await purge({ dry_run: false }).expect(200);
    expect(done.body).toEqual({ found: 1, removed: 1, dry_run: false });
    expect((await clean({})).changes).toEqual([removal(1, 'used')]);
  });
});
