import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';

type Found = Record<string, unknown>;

/** The constraints that have to be dropped, or PostgreSQL would refuse the violations below. */
const DROP_CONSTRAINTS =
  __DIALECT__ === 'sqlite'
    ? []
    : [
        'ALTER TABLE comments DROP CONSTRAINT comments_issue_fk',
        'ALTER TABLE comments DROP CONSTRAINT comments_author_fk',
        'ALTER TABLE issues DROP CONSTRAINT issues_assignee_fk',
        'ALTER TABLE issue_labels DROP CONSTRAINT issue_labels_issue_fk',
        'ALTER TABLE issue_labels DROP CONSTRAINT issue_labels_label_fk',
        'ALTER TABLE issue_search_documents DROP CONSTRAINT issue_search_documents_issue_fk',
        'ALTER TABLE issue_event_texts DROP CONSTRAINT issue_event_texts_event_fk',
        'ALTER TABLE issues ALTER COLUMN created_at DROP NOT NULL',
      ];

const NO_TIMESTAMP = __DIALECT__ === 'sqlite' ? "''" : 'NULL';

/** The number of the document of a comment, or of an issue itself. */
const documentNumber = (issueId: number, commentId: number) =>
  commentId === 0 ? String(issueId) : `${String(issueId)} << 31 | ${String(commentId)}`;

const deleteDocument = (issueId: number, commentId = 0) =>
  __DIALECT__ === 'sqlite'
    ? `DELETE FROM issue_search WHERE rowid = ${documentNumber(issueId, commentId)}`
    : `DELETE FROM issue_search_documents
       WHERE issue_id = ${String(issueId)} AND comment_id = ${String(commentId)}`;

const addDocument = (issueId: number, commentId: number) =>
  __DIALECT__ === 'sqlite'
    ? `INSERT INTO issue_search (rowid, title, description, comments)
       VALUES (${documentNumber(issueId, commentId)}, 'x', '', '')`
    : `INSERT INTO issue_search_documents (issue_id, comment_id, document)
       VALUES (${String(issueId)}, ${String(commentId)}, to_tsvector('x'))`;

/** As if the triggers had missed a change of the title: as many words, but different ones. */
const OUTDATED_DOCUMENT =
  __DIALECT__ === 'sqlite'
    ? `INSERT OR REPLACE INTO issue_search (rowid, title, description, comments)
       SELECT id, replace(title, substr(title, 1, 4), 'Zyzx'), coalesce(description, ''), ''
       FROM issues WHERE id = 4`
    : `UPDATE issue_search_documents
       SET document = ts_delete(document, (tsvector_to_array(document))[1])
       WHERE issue_id = 4 AND comment_id = 0`;

/** As if the triggers had missed a change of the only comment of an issue. */
const OUTDATED_COMMENT =
  __DIALECT__ === 'sqlite'
    ? `INSERT OR REPLACE INTO issue_search (rowid, title, description, comments)
       SELECT issue_id << 31 | id, '', '', body || ' zyzx' FROM comments WHERE issue_id = 2`
    : `UPDATE issue_search_documents SET document = document || to_tsvector('simple', 'zyzx')
       WHERE issue_id = 2 AND comment_id > 0`;

const VIOLATIONS: [string, string, Found][] = [
  [
    'a comment on an issue that does not exist',
    'UPDATE comments SET issue_id = 4711 WHERE id = 2',
    { 'orphans: comments.issue_id': ['2'], 'comments_count is the number of comments': ['1'] },
  ],
  [
    'a comment with an author that does not exist',
    'UPDATE comments SET author_id = 4711 WHERE id = 3',
    { 'orphans: comments.author_id': ['3'] },
  ],
  [
    'an issue with an assignee that does not exist',
    'UPDATE issues SET assignee_id = 4711 WHERE id = 3',
    { 'orphans: issues.assignee_id': ['3'] },
  ],
  [
    'a link to a label that does not exist',
    'UPDATE issue_labels SET label_id = 4711 WHERE issue_id = 3',
    { 'orphans: issue_labels.label_id': ['3/4711'] },
  ],
  [
    'a missing timestamp',
    `UPDATE issues SET created_at = ${NO_TIMESTAMP} WHERE id = 2`,
    { 'timestamps are there: issues': ['2'] },
  ],
  [
    'an updated_at before created_at',
    "UPDATE labels SET updated_at = '2001-01-01T00:00:00.000Z' WHERE id = 5",
    { 'timestamps: labels': ['5'] },
  ],
  [
    'a resolved issue without a resolved_at',
    'UPDATE issues SET resolved_at = NULL WHERE id = 4',
    { 'resolved_at follows the status': ['4'] },
  ],
  [
    'a summary that differs from a recount',
    "UPDATE issue_counts SET issues = issues + 1 WHERE status = 'open' AND priority = 'critical'",
    {
      'summaries equal a recount': expect.arrayContaining(['issue_counts (open, critical, 1)']),
    },
  ],
  [
    'an issue missing in the search index',
    deleteDocument(5),
    { 'search index has every issue': ['5'] },
  ],
  [
    'a comment missing in the search index',
    deleteDocument(1, 1),
    { 'search index has every comment': expect.arrayContaining(['1']) },
  ],
  [
    'a search document of an issue that does not exist',
    addDocument(4711, 0),
    { 'search index has no other': expect.arrayContaining(['4711']) },
  ],
  [
    'a search document of a comment that does not exist',
    addDocument(3, 815),
    { 'search index has no other': expect.arrayContaining(['3']) },
  ],
  [
    'an outdated document in the search index',
    OUTDATED_DOCUMENT,
    { 'search index has their words': expect.arrayContaining(['4']) },
  ],
  [
    'an outdated document of a comment in the search index',
    OUTDATED_COMMENT,
    { 'search index has their words': expect.arrayContaining(['2']) },
  ],
  [
    'an event of an issue that does not exist',
    `INSERT INTO issue_events (id, issue_id, event_type, issue_version, details, created_at)
     VALUES (999, 4711, 'created', 1, '{}', '2026-01-01T00:00:00.000Z')`,
    { 'orphans: issue_events.issue_id': ['999'] },
  ],
  [
    'a text of an event that does not exist',
    `INSERT INTO issue_event_texts (event_id, details) VALUES (4711, '{}')`,
    { 'orphans: issue_event_texts.event_id': ['4711'] },
  ],
];

describe('health command', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await cli('migrate');
    await cli('seed');
  });
  afterAll(() => database.drop());

  const cli = (...args: string[]) => runCommand(args, { DATABASE_URL: database.url });

  /** The checks that found violations, with the rows that they name. */
  const found = async (): Promise<Found> => {
    const { code, stdout, stderr } = await cli('health', '--json');
    expect(stderr).toBe('');
    const { healthy, checks } = JSON.parse(stdout) as {
      healthy: boolean;
      checks: { name: string; faults: number; examples: string[] }[];
    };
    const faulty = checks.filter(({ faults }) => faults > 0);
    expect(healthy).toBe(faulty.length === 0);
    expect(code).toBe(healthy ? 0 : 3);
    return Object.fromEntries(faulty.map(({ name, examples }) => [name, examples]));
  };

  it('The command health finds nothing in a consistent database', async () => {
    expect(await found()).toEqual({});
  });

  it('The command health --repair rebuilds the summaries', async () => {
    await tamper(database.url, 'DELETE FROM daily_counts');
    expect(Object.keys(await found())).toEqual(['summaries equal a recount']);
    expect((await cli('health', '--repair')).code).toBe(0);
  });

  it('The command health --repair rebuilds the search index', async () => {
    await tamper(
      database.url,
      OUTDATED_DOCUMENT,
      OUTDATED_COMMENT,
      deleteDocument(5),
      deleteDocument(1, 1),
      addDocument(3, 815),
    );
    expect(await found()).toEqual({
      'search index has every issue': ['5'],
      'search index has every comment': ['1'],
      'search index has no other': ['3'],
      'search index has their words': expect.arrayContaining(['2', '4']),
    });
    expect((await cli('health', '--repair')).code).toBe(0);
    expect(await found()).toEqual({});
  });

  describe('violations of each kind', () => {
    let faults: Found;

    beforeAll(async () => {
      await tamper(database.url, ...DROP_CONSTRAINTS, ...VIOLATIONS.map(([, damage]) => damage));
      faults = await found();
    });

    it.each(VIOLATIONS)('The command health finds %s', (_name, _damage, expected) => {
      expect(faults).toMatchObject(expected);
    });

    it('The command health names the row of a violation without --json too', async () => {
      const shown = await cli('health');
      expect(shown.code).toBe(3);
      expect(shown.stdout).toMatch(/orphans: comments\.issue_id +1 {2}2\n/);
    });
  });

  // The pages of PostgreSQL are its own responsibility; the SQLite file is ours.
  if (__DIALECT__ === 'sqlite') {
    it('The command health finds a damaged page and continues with the other checks', async () => {
      const path = database.url.slice('sqlite:'.length);
      const db = new Database(path);
      db.pragma('wal_checkpoint(TRUNCATE)');
      const root = db
        .prepare("SELECT rootpage FROM sqlite_master WHERE name = 'comments'")
        .pluck()
        .get() as number;
      const size = db.pragma('page_size', { simple: true }) as number;
      db.close();
      const bytes = readFileSync(path);
      bytes.fill(0xff, (root - 1) * size, (root - 1) * size + 100);
      writeFileSync(path, bytes);
      const faults = await found();
      expect(String(faults['integrity of the file'])).toContain(`page ${String(root)}`);
      expect(faults['timestamps: comments']).toEqual(['database disk image is malformed']);
      expect(faults['orphans: issues.assignee_id']).toEqual(['3']);
    });
  }
});
