import { Readable } from 'node:stream';
import { type ImportOptions, ImportService } from '../../src/issues/import/import.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

interface ListedIssue {
  readonly title: string;
  readonly assignee: { readonly username: string; readonly email: string } | null;
}

describe('assignees of an import by name', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
    for (const username of ['alice', 'Zoë']) {
      const user = { username, email: `${username}@example.com` };
      await tracker.http.post('/users').send(user).expect(201);
    }
  });
  afterEach(() => tracker.close());

  const upload = (content: string, query = '') =>
    tracker.http
      .post(`/issues/import${query}`)
      .attach('file', Buffer.from(content), 'issues.csv')
      .expect(200);

  /** As the command line does; requests cannot create users. */
  const importCreating = (content: string, options: ImportOptions = {}) =>
    tracker.app
      .get(ImportService)
      .import(() => Readable.from([Buffer.from(content)]), { createUsers: true, ...options });

  const assigned = async () => {
    const { body } = await tracker.http.get('/issues?sort=id&page_size=100').expect(200);
    return (body.items as ListedIssue[]).map(({ title, assignee }) => [title, assignee?.username]);
  };
  const emails = async () => {
    const { body } = await tracker.http.get('/users').expect(200);
    return (body as { email: string }[]).map(({ email }) => email).slice(2);
  };

  it('An import finds an assignee by username in any case, where a row has no assignee_id', async () => {
    const csv = 'title,assignee_id,Assignee\nA,,ALICE\nB,, zOË \nC,2,alice\nD,2,?\nE,,\n';
    for (const query of ['?dry_run=true', '?atomic=true']) {
      const { body } = await upload(csv, query);
      expect(body).toMatchObject({ successful: 5, errors: [], ignored_columns: [] });
    }
    expect(await assigned()).toEqual([
      ['A', 'alice'],
      ['B', 'Zoë'],
      ['C', 'Zoë'],
      ['D', 'Zoë'],
      ['E', undefined],
    ]);
  });

  it('An unknown, a deactivated and an impossible username are errors of their rows', async () => {
    await tracker.http.patch('/users/2').send({ active: false }).expect(200);
    const csv = 'title,assignee,assignee_email\nA,nobody,x\nB,Zoë,\nC,al,\n,nobody,\nD,alice,\n';
    for (const query of ['?dry_run=true', '']) {
      const { body } = await upload(csv, query);
      expect(body).toMatchObject({
        successful: 1,
        errors: [
          { row_number: 2, errors: ['assignee: no user nobody'] },
          { row_number: 3, errors: ['assignee: user Zoë is deactivated'] },
          { row_number: 4, errors: ['assignee: must have at least 3 characters, not "al"'] },
          { row_number: 5, errors: ['title: is required', 'assignee: no user nobody'] },
        ],
        ignored_columns: ['assignee_email'],
      });
    }
    expect(await emails()).toEqual([]);
  });

  it('An import that creates users creates each once, and a dry run reports the same', async () => {
    const csv =
      'title,assignee,assignee_email\nA,bob,bob@example.org\nB,BOB,\nC,Erin Miller,\n,frank,\nD,alice,\n';
    const dry = await importCreating(csv, { dryRun: true });
    expect(await emails()).toEqual([]);
    const { changeId, ...done } = await importCreating(csv);
    expect(changeId).toEqual(expect.any(Number));
    expect(dry).toEqual({ ...done, changeId: undefined, preview: expect.anything() as object });
    expect(done).toMatchObject({
      successful: 4,
      createdUsers: [
        { username: 'bob', email: 'bob@example.org' },
        { username: 'Erin Miller', email: 'Erin.Miller@users.invalid' },
      ],
      invalidRows: [{ rowNumber: 5, errors: ['title: is required'] }],
      ignoredColumns: [],
    });
    expect(await emails()).toEqual(['bob@example.org', 'Erin.Miller@users.invalid']);
    expect(await assigned()).toEqual([
      ['A', 'bob'],
      ['B', 'bob'],
      ['C', 'Erin Miller'],
      ['D', 'alice'],
    ]);
    expect((await importCreating('title,assignee\nE,bob\n')).createdUsers).toEqual([]);
  });

  it('An address that somebody has already is an error of the row, in a dry run too', async () => {
    const csv =
      'title,assignee,assignee_email\nA,bob,ALICE@example.com\nB,carl,c@example.com\nC,dora,C@example.com\nD,emma,none\n';
    for (const dryRun of [true, false]) {
      expect(await importCreating(csv, { dryRun })).toMatchObject({
        successful: 1,
        createdUsers: [{ username: 'carl' }],
        invalidRows: [
          { rowNumber: 2, errors: [expect.stringContaining('ALICE@example.com for bob is taken')] },
          { rowNumber: 4, errors: [expect.stringContaining('C@example.com for dora is taken')] },
          { rowNumber: 5, errors: [expect.stringContaining('must be an e-mail address')] },
        ],
      });
    }
    expect(await emails()).toEqual(['c@example.com']);
  });

  it('An atomic import with an invalid row creates no user', async () => {
    const csv = 'title,assignee\nA,bob\n,carl\n';
    const report = await importCreating(csv, { atomic: true });
    expect(report).toMatchObject({ successful: 0, createdUsers: [] });
    expect(await emails()).toEqual([]);
    const done = await importCreating(csv.replace('\n,carl', '\nB,carl'), { atomic: true });
    expect(done).toMatchObject({ successful: 2, createdUsers: [{}, {}] });
  });

  it('Twenty imports at once that name the same new users create each of them once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `person-${String(index)}`);
    const reports = await Promise.all(
      names.map((_, turn) => {
        const shuffled = [...names.slice(turn), ...names.slice(0, turn)];
        return importCreating(
          `title,assignee\n${shuffled.map((name) => `For ${name},${name}`).join('\n')}`,
        );
      }),
    );
    expect(reports.map(({ successful }) => successful)).toEqual(names.map(() => names.length));
    expect(await emails()).toHaveLength(names.length);
    const { body } = await tracker.http.get('/maintenance/health').expect(200);
    expect(body).toMatchObject({ healthy: true });
    for (const [title, username] of await assigned()) expect(title).toBe(`For ${String(username)}`);
  });
});
