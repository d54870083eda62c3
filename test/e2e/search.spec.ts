import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

/** That many different words. */
const words = (count: number, sign = '') =>
  Array.from({ length: count }, (_, index) => `${sign}w${String(index)}`).join(' ');

describe('search', () => {
  let tracker: TestApp;
  let author: number;

  beforeAll(async () => {
    tracker = await createTestApp();
    author = await createUser(tracker);
  });
  afterAll(() => tracker.close());

  const search = async (q: string, more = ''): Promise<number[]> => {
    const path = `/issues?page_size=100&q=${encodeURIComponent(q)}${more}`;
    const { body } = await tracker.http.get(path).expect(200);
    expect(body.total).toBe(body.items.length);
    return (body.items as { id: number }[]).map(({ id }) => id);
  };

  const comment = async (id: number, body: string) =>
    (
      await tracker.http
        .post(`/issues/${String(id)}/comments`)
        .send({ body, author_id: author })
        .expect(201)
    ).body as { id: number };

  it('A search finds words in title, description and comments, in any order and case', async () => {
    const { id } = await createIssue(tracker, {
      title: 'Quokka leaps',
      description: 'over the wombat',
    });
    const other = await createIssue(tracker, { title: 'Quokka sleeps' });
    await comment(id, 'near a numbat');
    expect(await search('numbat QUOKKA wombat')).toEqual([id]);
    expect(await search('quokka')).toEqual([other.id, id]);
    expect(await search('quokka -wombat')).toEqual([other.id]);
    expect(await search('quokka -"over the"')).toEqual([other.id]);
    expect(await search('"quokka leaps"')).toEqual([id]);
    expect(await search('"leaps quokka"')).toEqual([]);
    expect(await search('"leaps over"')).toEqual([]);
    expect(await search('quok')).toEqual([]);
    expect(await search('quokka bilby')).toEqual([]);
    expect(await search('-wombat quokka', '&sort=id')).toEqual([other.id]);
    expect(await search('-quokka')).not.toContain(id);
    expect(await search('-neverwritten')).toContain(id);
  });

  it('A search ranks words in titles first, then in descriptions, then in comments', async () => {
    const inComment = await createIssue(tracker);
    const inTitle = await createIssue(tracker, { title: 'Zebra crossing' });
    const inText = await createIssue(tracker, { description: 'A zebra, crossing' });
    const mixed = await createIssue(tracker, { title: 'Zebra', description: 'crossing' });
    await comment(inComment.id, 'zebra zebra zebra crossing crossing crossing');
    expect(await search('crossing zebra')).toEqual([inTitle.id, mixed.id, inText.id, inComment.id]);
    const first = await tracker.http.get('/issues?q=crossing+zebra&page_size=2').expect(200);
    const rest = await tracker.http.get(
      `/issues?q=crossing+zebra&page_size=2&cursor=${String(first.body.next_cursor)}`,
    );
    expect(rest.body.items.map((one: { id: number }) => one.id)).toEqual([inText.id, inComment.id]);
  });

  it('A search ranks many issues as it ranks few', async () => {
    const inTitle: number[] = [];
    const inText: number[] = [];
    for (let pair = 0; pair < 15; pair += 1) {
      inText.push((await createIssue(tracker, { description: 'An okapi' })).id);
      inTitle.push((await createIssue(tracker, { title: `Okapi ${String(pair)}` })).id);
    }
    expect(await search('okapi')).toEqual([...inTitle.reverse(), ...inText.reverse()]);
  });

  it('The search index follows every change', async () => {
    const { id } = await createIssue(tracker, { title: 'Oryx', description: 'Eland' });
    const path = `/issues/${String(id)}`;
    const said = await comment(id, 'Kudu');
    expect(await search('oryx eland kudu')).toEqual([id]);
    await tracker.http.patch(path).send({ version: 1, title: 'Gnu' }).expect(200);
    expect(await search('oryx')).toEqual([]);
    expect(await search('gnu eland kudu')).toEqual([id]);
    await tracker.http.patch(path).send({ version: 2, description: null }).expect(200);
    expect(await search('eland')).toEqual([]);
    const one = `${path}/comments/${String(said.id)}`;
    await tracker.http.patch(one).send({ body: 'Nyala' }).expect(200);
    expect(await search('kudu')).toEqual([]);
    expect(await search('gnu nyala')).toEqual([id]);
    await tracker.http.delete(one).expect(204);
    expect(await search('nyala')).toEqual([]);
    expect(await search('gnu')).toEqual([id]);
  });

  it('A search splits URLs, paths and names into words in the same way on both databases', async () => {
    const { id } = await createIssue(tracker, {
      title: 'Fails at https://repo.example.org/spring-xd/modules.html?x=1&y=2',
      description:
        'org.example.Hdfs_Sink$Inner v1.2.3 user@host.example “quoted” naïve Ünder Straße',
    });
    for (const word of [
      'repo',
      'spring',
      'xd',
      'modules',
      'html',
      'hdfs',
      'sink',
      'inner',
      'user',
      'host',
      'quoted',
      'naïve',
      'NAÏVE',
      'ünder',
      'straße',
      '"v1 2 3"',
      'spring-xd',
      'org.example.Hdfs_Sink',
      'https://repo.example.org',
    ]) {
      expect([word, await search(`${word} modules`)]).toEqual([word, [id]]);
    }
    expect(await search('naive modules')).toEqual([]);
    expect(await search('xd-spring')).toEqual([]);
  });

  it.each([
    ['unbalanced quotes', '"quokka'],
    ['operators', 'AND OR NOT NEAR(a b) quokka*'],
    ['columns', 'title:quokka ^quokka {title description}: x'],
    ['wildcards', '%_*?'],
    ['quotes', "'; DROP TABLE issues; --"],
    ['tsquery', "a & b | !c <-> d:* 'e\\"],
    ['brackets', '((((('],
    ['emoji', '🐛 🔥'],
    ['white space', ' \t '],
    ['minus signs', '- -- -" -"" "-"'],
    ['a long word', 'x'.repeat(5_000)],
    ['many words', words(50)],
    ['many excluded words', words(50, '-')],
    ['one word many times', 'w '.repeat(1_000)],
    ['surrogates and marks', '\u0301 \u200d a\u0300'],
    ['excluded words alone', '-a -b -"c d"'],
  ])('A search for %s succeeds', async (_name, q) => {
    await tracker.http.get(`/issues?q=${encodeURIComponent(q)}`).expect(200);
  });

  it.each([
    ['words', words(51)],
    ['excluded words', words(4_000, '-')],
    ['words in a phrase', `"${words(51)}"`],
  ])('A search for too many %s is refused with 422', async (_name, q) => {
    const path = `?q=${encodeURIComponent(q)}`;
    for (const route of ['/issues', '/issues/export']) {
      expectProblem(await tracker.http.get(route + path), 422, 'VALIDATION_FAILED', {
        parameter: 'q',
      });
    }
  });

  it('A search for any text succeeds, but for NUL, which is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const response = await tracker.http.get(`/issues?q=${encodeURIComponent(text)}`);
        expect([200, 422]).toContain(response.status);
        expect(response.status === 422).toBe(text.includes('\u0000'));
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('A search finds the same issues as a plain scan for words', async () => {
    const words = ['ant', 'bee', 'cow', 'dog', 'elk', '1e5', '42', 'v2', '3d', '0x1f', 'été'];
    const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 });
    const documents = fc.sample(fc.tuple(text, text, text), { numRuns: 40, seed: 11 });
    const known = new Map<number, Set<string>>();
    for (const [title, description, said] of documents) {
      const { id } = await createIssue(tracker, {
        title: `scan ${title.join('-')}`,
        description: description.join('/'),
      });
      await comment(id, said.join(', '));
      known.set(id, new Set([...title, ...description, ...said]));
    }
    for (const query of fc.sample(text, { numRuns: 60, seed: 12 })) {
      const wanted = [...known].filter(([, held]) => query.every((word) => held.has(word)));
      expect([query, (await search(`scan ${query.join(' ')}`, '&sort=id')).sort()]).toEqual([
        query,
        wanted.map(([id]) => id).sort(),
      ]);
    }
  });

  it('An issue with more comments than one document would hold can be found by each of them', async () => {
    const { id } = await createIssue(tracker, { title: 'Overflowing' });
    for (let part = 0; part < 12; part += 1) {
      const words = Array.from({ length: 12_500 }, (_, at) => (part * 12_500 + at).toString(36));
      await comment(id, `part${String(part)} ${words.join(' ')}`.slice(0, 99_999));
    }
    expect(await search('overflowing part0')).toEqual([id]);
    expect(await search('overflowing part11 part5')).toEqual([id]);
  });

  it('Texts of the greatest size are indexed to their last word, whatever their characters are', async () => {
    // Different words of two characters of four bytes each.
    const words = Array.from({ length: 33_300 }, (_, at) =>
      String.fromCodePoint(0x20000 + (at % 40_000), 0x20000 + Math.floor(at / 7)),
    );
    const text = `${words.join(' ')} finale`;
    expect([...text].length).toBeLessThanOrEqual(100_000);
    const { id } = await createIssue(tracker, { title: 'Greatest', description: text });
    const other = await createIssue(tracker, { title: 'Greatest' });
    await comment(other.id, text);
    expect(await search('greatest finale', '&sort=id')).toEqual([id, other.id]);
  });
});
