import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { type ServerProcess, startServer } from '../support/programs.js';

const ARGUMENTS = ['populate', '--issues', '700', '--until', '2026-06-30', '--json'];

interface Issue {
  id: number;
  title: string;
  description: string;
  created_at: string;
  resolved_at: string | null;
  comments_count: number;
}

describe('populate', () => {
  let databases: TestDatabase[];
  let server: ServerProcess;

  const get = async (path: string) =>
    (await (await fetch(`${server.url}${path}`)).json()) as { items: Issue[]; total: number };

  beforeAll(async () => {
    databases = [await createTestDatabase(), await createTestDatabase()];
    for (const { url } of databases) {
      expect((await runCommand(['migrate'], { DATABASE_URL: url })).code).toBe(0);
      const populated = await runCommand(ARGUMENTS, { DATABASE_URL: url });
      expect(populated).toMatchObject({ code: 0, stderr: '' });
      const { issues, comments } = JSON.parse(populated.stdout) as Record<string, number>;
      expect(issues).toBe(700);
      expect(comments).toBeGreaterThan(3 * 700 * 0.9);
    }
    server = await startServer({ DATABASE_URL: databases[0]?.url ?? '' });
  });
  afterAll(async () => {
    await server.end();
    for (const database of databases) await database.drop();
  });

  it('The command populate makes the same issues for the same seed', async () => {
    const [one, other] = await Promise.all(
      databases.map(({ url }) => runCommand(['export'], { DATABASE_URL: url })),
    );
    expect(one?.stdout.split('\r\n')).toHaveLength(702);
    expect(one?.stdout).toBe(other?.stdout);
  });

  it('A populated database passes the health checks', async () => {
    const health = await runCommand(['health', '--json'], {
      DATABASE_URL: databases[0]?.url ?? '',
    });
    expect(health).toMatchObject({ code: 0, stderr: '' });
  });

  it('Populated issues are spread over two years, and their events are in order of time', async () => {
    const { items: newest, total } = await get('/issues?page_size=50&sort=-created_at');
    const { items: oldest } = await get('/issues?page_size=50&sort=created_at');
    expect(total).toBe(700);
    expect(Date.parse(newest[0]?.created_at ?? '')).toBeGreaterThan(Date.parse('2026-06-01'));
    expect(Date.parse(oldest[0]?.created_at ?? '')).toBeLessThan(Date.parse('2024-08-01'));
    const resolved = oldest.find((issue) => issue.resolved_at && issue.comments_count > 1);
    const timeline = (await get(`/issues/${String(resolved?.id)}/timeline`)) as unknown as {
      event_type: string;
      timestamp: string;
    }[];
    expect(timeline.map(({ event_type }) => event_type)).toEqual(
      expect.arrayContaining(['created', 'label_added', 'comment_added', 'status_changed']),
    );
    const timestamps = timeline.map(({ timestamp }) => timestamp);
    expect(timestamps).toEqual([...timestamps].sort());
  });

  it('The comments of populated issues are in the search index', async () => {
    const { items } = await get('/issues?q=%22missing+index%22&page_size=100');
    expect(items.length).toBeGreaterThan(10);
    expect(items.every(({ description }) => !description.includes('missing index'))).toBe(true);
    const trace = /trace (\w+)/.exec(items[0]?.description ?? '')?.[1] ?? '';
    expect((await get(`/issues?q=${trace}`)).items.map(({ id }) => id)).toEqual([items[0]?.id]);
  });

  it.each([
    [['populate'], /--issues/],
    [['populate', '--issues', '0'], /whole number/],
    [['populate', '--issues', '5', '--until', 'soon'], /--until must be a date/],
  ])('The wrong usage %j exits with 2', async (args, expected) => {
    const ended = await runCommand(args, { DATABASE_URL: databases[0]?.url ?? '' });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(expected);
  });
});
