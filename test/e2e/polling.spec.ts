import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, type IssueBody } from '../support/factories.js';
import { heldOpen } from '../support/held-open.js';

/** The issues of the bulk call; a release is tested with 10,000. */
const BULK_ISSUES = Number(process.env.TEST_POLLED ?? 1_000);

const BEGINNING = '1970-01-01T00:00:00.000Z';

/** Another program that asks again and again for what has changed, and keeps the versions it was shown. */
class Poller {
  readonly versions = new Map<number, number>();
  watermark = BEGINNING;

  constructor(private readonly tracker: TestApp) {}

  async poll(): Promise<void> {
    const query = `updated_after=${this.watermark}&page_size=100&sort=updated_at`;
    let cursor = '';
    let watermark: string | undefined;
    do {
      const { body, headers } = await this.tracker.http
        .get(`/issues?${query}${cursor}`)
        .expect(200);
      watermark ??= headers['x-changes-watermark'];
      for (const { id, version } of body.items as IssueBody[]) {
        this.versions.set(id, Math.max(version, this.versions.get(id) ?? 0));
      }
      cursor = body.next_cursor === null ? '' : `&cursor=${String(body.next_cursor)}`;
    } while (cursor !== '');
    this.watermark = watermark ?? '';
  }
}

describe('polling for changes', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  it('A program that polls from watermark to watermark misses nothing of a bulk call and an import beside other writers', async () => {
    const titles = Array.from({ length: BULK_ISSUES }, (_none, index) => `Issue ${String(index)}`);
    const importOf = (rows: readonly string[]) =>
      tracker.http
        .post('/issues/import')
        .attach('file', Buffer.from(['title,created_at', ...rows].join('\n')), 'issues.csv')
        .expect(200);
    await importOf(titles.map((title) => `${title},`));
    const { body } = await tracker.http.get('/issues?page_size=1').expect(200);
    const last = (body as { items: IssueBody[] }).items[0]?.id ?? 0;
    const bulk = Array.from({ length: BULK_ISSUES }, (_none, index) => last - index);
    const written = new Map<number, number>(bulk.map((id) => [id, 2]));
    const singles = await createIssues(tracker, 4);
    const state = { isRunning: true };
    const writers = singles.map(async (id) => {
      for (let version = 1; state.isRunning; version += 1) {
        const title = `Version ${String(version + 1)}`;
        await tracker.http
          .patch(`/issues/${String(id)}`)
          .send({ version, title })
          .expect(200);
        written.set(id, version + 1);
      }
    });
    const poller = new Poller(tracker);
    await poller.poll();
    const polling = (async () => {
      while (state.isRunning) await poller.poll();
    })();
    await Promise.all([
      tracker.http
        .post('/issues/bulk-status')
        .send({ issue_ids: bulk, status: 'resolved' })
        .expect(200),
      // Of the past, as what another tracker has exported.
      importOf(titles.slice(0, 200).map((title) => `${title},2020-01-01T00:00:00Z`)),
    ]);
    state.isRunning = false;
    await Promise.all([...writers, polling]);
    await poller.poll();
    const missed = [...written].filter(([id, version]) => poller.versions.get(id) !== version);
    expect(missed).toEqual([]);
    expect(poller.versions.size).toBe(BULK_ISSUES + singles.length + 200);
  });

  it('The watermark is sent with lists by updated_at, and with no other', async () => {
    await createIssue(tracker);
    for (const query of [
      `updated_after=${BEGINNING}`,
      'sort=-updated_at',
      'sort=status,updated_at',
    ]) {
      const { headers } = await tracker.http.get(`/issues?${query}`).expect(200);
      const watermark = headers['x-changes-watermark'];
      expect(new Date(String(watermark)).toISOString()).toBe(watermark);
    }
    const { headers } = await tracker.http.get(`/issues?updated_before=${BEGINNING}`).expect(200);
    expect(headers).not.toHaveProperty('x-changes-watermark');
  });

  if (__DIALECT__ === 'postgres') {
    it('The watermark stays before a transaction that is not committed, however many are after it', async () => {
      const [slow = 0, fast = 0] = await createIssues(tracker, 2);
      const open = await heldOpen(
        tracker.databaseUrl,
        `UPDATE issues SET version = 2, updated_at = clock_timestamp() WHERE id = ${String(slow)}`,
      );
      const { body } = await tracker.http
        .patch(`/issues/${String(fast)}`)
        .send({ version: 1, title: 'Later' })
        .expect(200);
      const poller = new Poller(tracker);
      await poller.poll();
      expect(poller.versions.get(slow)).toBe(1);
      expect(poller.watermark < body.updated_at).toBe(true);
      await open.commit();
      await poller.poll();
      expect(poller.versions.get(slow)).toBe(2);
    });
  }
});
