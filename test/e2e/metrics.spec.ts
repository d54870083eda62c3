/** @workers the metrics of all processes are added up */
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createFolder } from '../support/databases.js';
import { createIssue } from '../support/factories.js';

describe('metrics', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    // Its folder makes it a server that no other test has sent requests to.
    tracker = await createTestApp({ BACKUP_DIR: await createFolder() });
  });
  afterAll(() => tracker.close());

  const read = async () => {
    const { text, headers } = await tracker.http.get('/metrics').expect(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    return text;
  };
  const valueOf = (text: string, series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')[1],
    );

  it('Metrics count requests by route pattern, never by path', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http.get(`/issues/${String(id)}`).expect(200);
    await tracker.http.get('/issues/999').expect(404);
    await tracker.http.get('/no/such/place').expect(404);
    const text = await read();
    const count = (route: string, status: string) =>
      valueOf(
        text,
        `http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`,
      );
    expect(count('/issues/:id', '200')).toBe(1);
    expect(count('/issues/:id', '404')).toBe(1);
    expect(count('none', '404')).toBe(1);
    expect(text).not.toMatch(/issues\/999|no\/such/);
  });

  it('Metrics show the event loop, the writes and the connection pool', async () => {
    await createIssue(tracker);
    const text = await read();
    expect(valueOf(text, 'event_loop_delay_p99_seconds')).toBeGreaterThan(0);
    expect(valueOf(text, 'db_writes_total')).toBeGreaterThan(0);
    expect(valueOf(text, 'db_write_wait_seconds_total')).toBeGreaterThan(0);
    expect(valueOf(text, 'db_writes_waiting')).toBe(0);
    expect(valueOf(text, 'db_transaction_retries_total')).toBeGreaterThanOrEqual(0);
    expect(valueOf(text, 'imports_running')).toBe(0);
    if (__DIALECT__ === 'postgres') {
      expect(valueOf(text, 'db_pool_connections')).toBeGreaterThan(0);
    }
  });

  it('Metrics show the age of the newest backup once there is one', async () => {
    expect(await read()).not.toMatch(/^backup_age_seconds /m);
    const newest = Math.floor(Date.now() / 1000) - 3_600;
    for (const [name, made] of [
      ['older', newest - 3_600],
      ['newer', newest],
    ] as const) {
      const manifest = join(tracker.backups, `${name}.manifest.json`);
      await writeFile(manifest, '{}');
      await utimes(manifest, made, made);
    }
    const age = valueOf(await read(), 'backup_age_seconds');
    expect(age).toBeGreaterThanOrEqual(3_600);
    // The difference of two floating-point numbers may be a little more.
    expect(age).toBeLessThan(Date.now() / 1000 - newest + 0.001);
  });
});
