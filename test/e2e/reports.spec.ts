import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';

const START = Date.parse('2025-01-01T00:00:00.000Z');

describe('reports', () => {
  let tracker: TestApp;
  let slow: number;
  let fast: number;

  const at = (hours: number) => new Date(START + hours * 3_600_000).toISOString();

  const resolved = (assignee: number | string, from: number, hours: number) =>
    `Resolved,resolved,${String(assignee)},${at(from)},${at(from + hours)}`;

  beforeAll(async () => {
    tracker = await createTestApp();
    slow = await createUser(tracker);
    fast = await createUser(tracker);
    const csv = [
      'title,status,assignee_id,created_at,resolved_at',
      resolved(slow, 0, 30.5),
      resolved(slow, 0, 10),
      resolved(fast, 100, 1.111),
      resolved('', 0, 5),
      `Open,open,${String(fast)},${at(0)},`,
    ];
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv.join('\n')), 'issues.csv');
    expect(body).toMatchObject({ successful: 5, errors: [] });
  });
  afterAll(() => tracker.close());

  const report = async (path: string) => (await tracker.http.get(`/reports/${path}`)).body;

  it('The report top-assignees lists who resolved most first', async () => {
    expect(await report('top-assignees')).toMatchObject([
      { assignee_id: slow, assignee: { id: slow }, resolved_count: 2 },
      { assignee_id: fast, resolved_count: 1 },
    ]);
    expect(await report('top-assignees?limit=1')).toHaveLength(1);
  });

  it('The report latency has the hours from creation to resolution, the fastest first', async () => {
    expect(await report('latency')).toMatchObject([
      { assignee_id: fast, average_resolution_hours: 1.11, resolved_count: 1 },
      { assignee_id: slow, average_resolution_hours: 20.25, resolved_count: 2 },
    ]);
  });

  it('Reports filter resolved_at by since (inclusive) and until (exclusive)', async () => {
    expect(await report('latency?since=2025-01-01T10:00:00Z&until=2025-01-02')).toMatchObject([
      { assignee_id: slow, average_resolution_hours: 10, resolved_count: 1 },
    ]);
    expect(await report('top-assignees?until=2025-01-01T10:00:00.000Z')).toEqual([]);
  });
});
