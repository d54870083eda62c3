/** @once only on SQLite are reads run in threads, which nothing can interrupt */
import { LongReads } from '../../src/database/long-reads.js';
import { withRequestContext } from '../../src/common/request-context.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { until } from '../support/until.js';

/** Takes far longer than the limit, but ends. */
const SLOW = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 12000000)
  SELECT COUNT(*) AS count FROM n`;

/** No request of the API is slow enough by itself. */
describe('slow reads', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ DATABASE_TIMEOUT_SECONDS: '1' });
  });
  afterAll(() => tracker.close());

  const read = (isLongWork: boolean) =>
    withRequestContext({ requestId: 'slow', actorId: null, isLongWork }, () =>
      tracker.app.get(LongReads).queryAll<{ count: number }>([[SLOW]]),
    );

  it('A slow read ends with 503 at the time limit, and other requests are served meanwhile', async () => {
    const slow = expect(read(false)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    const { id } = await createIssue(tracker);
    await tracker.http.get(`/issues/${String(id)}`).expect(200);
    await slow;
  });

  it('Reads that wait for a thread until the time limit are not begun', async () => {
    const reads = Array.from({ length: 12 }, () => read(false));
    const ends = await Promise.allSettled(reads);
    expect(ends.map(({ status }) => status)).toEqual(Array(12).fill('rejected'));
    // Those that had a thread end their statement, and the others are passed over.
    await until(async () => (await tracker.http.get('/issues?q=anything')).status === 200);
  });

  it('Long work has no time limit', async () => {
    expect(await read(true)).toEqual([[{ count: 12_000_000 }]]);
  });
});
