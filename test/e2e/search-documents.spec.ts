import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';

/** An issue as a plain scan sees it. */
interface Known {
  readonly id: number;
  title: string[];
  description: string[];
  readonly comments: Map<number, string[]>;
  version: number;
  isDeleted: boolean;
}

interface Query {
  readonly required: readonly (readonly string[])[];
  readonly excluded: readonly (readonly string[])[];
}

/** Every long text has one of these, so that more have it than are looked up one by one. */
const COMMON = ['ubiquitous', 'frequent'];
/** In so few comments that they are looked up one by one. */
const RAREST = ['gnu', 'yak'];
const RARE = ['ant', 'bee', 'cow', 'dog', 'elk', 'v2', 'été', '42'];

const ISSUES = 40;
const COMMENTS_PER_ISSUE = 12;

const rareWords = fc.array(fc.constantFrom(...RARE), { maxLength: 3 });
const text = fc
  .tuple(rareWords, fc.constantFrom(...COMMON), rareWords)
  .map(([before, common, after]) => [...before, common, ...after]);
const shortText = fc.array(fc.constantFrom(...RARE), { minLength: 1, maxLength: 3 });

const word = fc.constantFrom(...RARE, ...COMMON, ...RAREST, 'nowhere').map((one) => [one]);
const phrase = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([[one = ''], [other = '']]) => [one, other]) },
);
const distinct = (minLength: number, maxLength: number) =>
  fc.uniqueArray(phrase, { minLength, maxLength, selector: (words) => words.join(' ') });
const query: fc.Arbitrary<Query> = fc
  .tuple(distinct(0, 4), distinct(0, 2))
  .filter(([required, excluded]) => required.length + excluded.length > 0)
  .map(([required, excluded]) => ({ required, excluded }));

const textOf = ({ required, excluded }: Query) =>
  [
    ...required.map((words) => `"${words.join(' ')}"`),
    ...excluded.map((words) => `-"${words.join(' ')}"`),
  ].join(' ');

const contains = (document: readonly string[], words: readonly string[]) =>
  ` ${document.join(' ')} `.includes(` ${words.join(' ')} `);

const documentsOf = ({ title, description, comments }: Known) => [
  title,
  description,
  ...comments.values(),
];

const isFound = (issue: Known, { required, excluded }: Query) => {
  const has = (words: readonly string[]) =>
    documentsOf(issue).some((document) => contains(document, words));
  return !issue.isDeleted && required.every(has) && !excluded.some(has);
};

const relevanceOf = ({ title, description }: Known, { required }: Query) =>
  required
    .map((words) => (contains(title, words) ? 4 : contains(description, words) ? 2 : 1))
    .reduce((sum, worth) => sum + worth, 0);

/** The newest first among equals: the ids rise with the time. */
const scan = (known: readonly Known[], asked: Query): number[] =>
  known
    .filter((issue) => isFound(issue, asked))
    .sort((one, other) => relevanceOf(other, asked) - relevanceOf(one, asked) || other.id - one.id)
    .map(({ id }) => id);

describe('search documents', () => {
  let tracker: TestApp;
  let author: number;
  const known: Known[] = [];

  const pathOf = (issue: Known) => `/issues/${String(issue.id)}`;

  const addIssue = async (title: string[], description: string[]) => {
    const { id, version } = await createIssue(tracker, {
      title: title.join(' '),
      description: description.join(' '),
    });
    const issue = { id, title, description, comments: new Map(), version, isDeleted: false };
    known.push(issue);
    return issue;
  };

  const addComment = async (issue: Known, body: string[]) => {
    const sent = { body: body.join(' '), author_id: author };
    const said = await tracker.http
      .post(`${pathOf(issue)}/comments`)
      .send(sent)
      .expect(201);
    issue.comments.set(said.body.id as number, body);
  };

  const search = async (asked: Query, more = ''): Promise<number[]> => {
    const path = `/issues?page_size=100&q=${encodeURIComponent(textOf(asked))}${more}`;
    const { body } = await tracker.http.get(path).expect(200);
    expect([textOf(asked), body.total]).toEqual([textOf(asked), body.items.length]);
    return (body.items as { id: number }[]).map(({ id }) => id);
  };

  beforeAll(async () => {
    tracker = await createTestApp();
    author = await createUser(tracker);
    const bodies = fc.array(text, {
      minLength: COMMENTS_PER_ISSUE,
      maxLength: COMMENTS_PER_ISSUE,
    });
    const issues = fc.sample(fc.tuple(shortText, text, bodies), { numRuns: ISSUES, seed: 21 });
    for (const [title, description, comments] of issues) {
      const issue = await addIssue(title, description);
      for (const body of comments) await addComment(issue, body);
    }
    for (const [at, issue] of known.entries()) {
      if (at % 5 === 0) await addComment(issue, ['cow', 'gnu']);
      if (at % 7 === 0) await addComment(issue, ['yak', 'ant', 'frequent']);
    }
    // Some with few words, in which a word is missing more often.
    for (const [title, description] of issues) await addIssue(title, description);
  });
  afterAll(() => tracker.close());

  /** Changes that are made to an issue between searches. */
  const CHANGES: Readonly<Record<string, (issue: Known, words: string[]) => Promise<unknown>>> = {
    'add a comment': addComment,
    'change a comment': async (issue, body) => {
      const [id] = issue.comments.keys();
      if (id === undefined) return;
      const path = `${pathOf(issue)}/comments/${String(id)}`;
      await tracker.http
        .patch(path)
        .send({ body: body.join(' ') })
        .expect(200);
      issue.comments.set(id, body);
    },
    'delete a comment': async (issue) => {
      const id = [...issue.comments.keys()].at(-1);
      if (id === undefined) return;
      await tracker.http.delete(`${pathOf(issue)}/comments/${String(id)}`).expect(204);
      issue.comments.delete(id);
    },
    'change the texts': async (issue, words) => {
      const sent = { version: issue.version, title: words.join(' '), description: null };
      await tracker.http.patch(pathOf(issue)).send(sent).expect(200);
      Object.assign(issue, { title: words, description: [] });
      issue.version += 1;
    },
    'delete the issue and restore another one': async (issue) => {
      await tracker.http.delete(`${pathOf(issue)}?version=${String(issue.version)}`).expect(204);
      const deleted = known.find(({ isDeleted }) => isDeleted);
      issue.isDeleted = true;
      if (!deleted) return;
      const { body } = await tracker.http.post(`${pathOf(deleted)}/restore`).expect(200);
      Object.assign(deleted, { isDeleted: false, version: body.version as number });
    },
  };

  it('A search for words that are spread over an issue and its comments finds what a plain scan does, in the same order', async () => {
    for (const asked of fc.sample(query, { numRuns: 150, seed: 22 })) {
      expect([textOf(asked), await search(asked)]).toEqual([textOf(asked), scan(known, asked)]);
    }
  });

  it('A search finds what a plain scan does after each change of an issue or a comment', async () => {
    const changes = fc.sample(
      fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(2 * ISSUES - 1), text, query),
      { numRuns: 80, seed: 23 },
    );
    for (const [name, at, words, asked] of changes) {
      const issue = known[at];
      if (!issue || issue.isDeleted) continue;
      await CHANGES[name]?.(issue, words);
      const wanted = scan(known, asked);
      expect([name, textOf(asked), await search(asked)]).toEqual([name, textOf(asked), wanted]);
    }
    expect((await tracker.http.get('/maintenance/health').expect(200)).body.healthy).toBe(true);
  });

  it('A search by words of several documents has pages, filters, sorts and an export', async () => {
    for (const asked of fc.sample(query, { numRuns: 15, seed: 24 })) {
      const wanted = scan(known, asked);
      const q = encodeURIComponent(textOf(asked));
      const found: number[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const behind: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body } = await tracker.http.get(`/issues?page_size=7&q=${q}${behind}`).expect(200);
        expect(body.total).toBe(wanted.length);
        found.push(...(body.items as { id: number }[]).map(({ id }) => id));
        cursor = body.next_cursor as string | null;
      }
      expect(found).toEqual(wanted);
      expect(await search(asked, '&sort=id')).toEqual([...wanted].sort((a, b) => a - b));
      expect(await search(asked, '&sort=-created_at&status=open')).toEqual(
        [...wanted].sort((a, b) => b - a),
      );
      expect(await search(asked, '&status=closed')).toEqual([]);
      const exported = await tracker.http.get(`/issues/export?q=${q}`).expect(200);
      expect(exported.text.trim().split('\n')).toHaveLength(1 + wanted.length);
    }
  });

  it('A phrase is not found across two comments, and a word of the last of many is found', async () => {
    const issue = await addIssue(['cow'], ['ubiquitous']);
    await addComment(issue, ['a', 'crimson']);
    await addComment(issue, ['panda', 'sleeps']);
    const found = async (...required: string[][]) => search({ required, excluded: [] });
    expect(await found(['crimson'], ['panda'])).toEqual([issue.id]);
    expect(await found(['crimson', 'panda'])).toEqual([]);
    expect(await found(['panda', 'sleeps'])).toEqual([issue.id]);
  });
});
