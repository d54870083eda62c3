import { Clock } from '../../src/common/clock.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';

const START = Date.parse('2026-01-01T00:00:00.000Z');

describe('reports', () => {
  let tracker: TestApp;
  let slow: number;
  let fast: number;

  const at = (hours: number) => {
    tracker.app.get(Clock).now = () => new Date(START + hours * 3_600_000);
  };

  const resolve = async (assignee_id: number | null, from: number, hours: number) => {
    at(from);
    const { id } = await createIssue(tracker, { assignee_id });
    at(from + hours);
    await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, status: 'resolved' })
      .expect(200);
  };

  beforeAll(async () => {
    tracker = await createTestApp();
    slow = await createUser(tracker);
    fast = await createUser(tracker);
    await resolve(slow, 0, 30.5);
    await resolve(slow, 0, 10);
    await resolve(fast, 100, 1.111);
    await resolve(null, 0, 5);
    await createIssue(tracker, { assignee_id: fast });
  });
  afterAll(() => tracker.close());

  const report = async (path: string) => (await tracker.http.get(`/reports/${path}`)).body;

  it('names who resolved most, first', async () => {
    expect(await report('top-assignees')).toMatchObject([
      { assignee_id: slow, assignee: { id: slow }, resolved_count: 2 },
      { assignee_id: fast, resolved_count: 1 },
    ]);
    expect(await report('top-assignees?limit=1')).toHaveLength(1);
  });

  it('computes hours from creation to resolution, the fastest first', async () => {
    expect(await report('latency')).toMatchObject([
      { assignee_id: fast, average_resolution_hours: 1.11, resolved_count: 1 },
      { assignee_id: slow, average_resolution_hours: 20.25, resolved_count: 2 },
    ]);
  });

  it('takes since (inclusive) and until (exclusive) on resolved_at', async () => {
    expect(await report('latency?since=2026-01-01T10:00:00Z&until=2026-01-02')).toMatchObject([
      { assignee_id: slow, average_resolution_hours: 10, resolved_count: 1 },
    ]);
    expect(await report('top-assignees?until=2026-01-01T10:00:00.000Z')).toEqual([]);
  });
});
