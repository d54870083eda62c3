import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { createIssue, createUser } from '../support/factories.js';

/** When each document was stored, by its number: a number that rises with each write. */
const STORED =
  __DIALECT__ === 'sqlite'
    ? 'SELECT id AS document, origin AS stored FROM issue_search_docsize'
    : `SELECT issue_id || '/' || comment_id AS document, xmin AS stored FROM issue_search_documents`;

const COMMENTS = 200;

describe('the cost of the search index', () => {
  let tracker: TestApp;
  let comments: string;
  let author: number;

  beforeAll(async () => {
    tracker = await createTestApp();
    author = await createUser(tracker);
    const { id } = await createIssue(tracker, { title: 'Discussed' });
    comments = `/issues/${String(id)}/comments`;
    for (let said = 0; said < COMMENTS; said += 1) await say(`word${String(said)} and more`);
  });
  afterAll(() => tracker.close());

  const say = async (body: string) => {
    const sent = await tracker.http.post(comments).send({ body, author_id: author }).expect(201);
    return `${comments}/${String(sent.body.id)}`;
  };

  const documents = async () => {
    const rows = await rowsOf(tracker.databaseUrl, STORED);
    return new Map(rows.map(({ document, stored }) => [String(document), String(stored)]));
  };

  /** The numbers of the documents that the work adds, replaces and removes. */
  const changedBy = async (work: () => Promise<unknown>) => {
    const before = await documents();
    await work();
    const after = await documents();
    const all = [...new Set([...before.keys(), ...after.keys()])];
    return all.filter((document) => before.get(document) !== after.get(document));
  };

  it('A comment on an issue with many comments changes its own document of the search index and no other', async () => {
    expect((await documents()).size).toBe(1 + COMMENTS);
    let path = '';
    const added = await changedBy(async () => (path = await say('the last word')));
    expect(added).toHaveLength(1);
    expect(await changedBy(() => tracker.http.patch(path).send({ body: 'another' }))).toEqual(
      added,
    );
    expect(await changedBy(() => tracker.http.delete(path).expect(204))).toEqual(added);
    expect((await documents()).size).toBe(1 + COMMENTS);
  });

  it('A change of the title changes the document of the issue and none of a comment', async () => {
    const path = comments.replace('/comments', '');
    const { body } = await tracker.http.get(path).expect(200);
    const sent = { version: body.version as number, title: 'Renamed' };
    const changed = await changedBy(() => tracker.http.patch(path).send(sent).expect(200));
    expect(changed).toHaveLength(1);
    const said = await changedBy(() => say('one more'));
    expect(said).toHaveLength(1);
    expect(said).not.toEqual(changed);
  });
});
