import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase } from '../support/create-test-app.js';
import { describeWithBackups } from '../support/postgres-tools.js';
import { startServer } from '../support/programs.js';
import { rest } from '../support/rest.js';
import { until } from '../support/until.js';

const CLIENTS = 8;

/** Clients that write and read, one request after the other, until they are stopped. */
function load(url: string) {
  const seen: Record<string, number> = {};
  let going = true;
  const send = async (method: 'GET' | 'POST') => {
    const init = {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify({ title: 'Under load' }) } : {}),
    };
    const response = await fetch(`${url}/issues`, init);
    await response.text();
    const retryAfter = response.headers.has('retry-after') ? ' with Retry-After' : '';
    const kind = `${method} ${String(response.status)}${retryAfter}`;
    seen[kind] = (seen[kind] ?? 0) + 1;
  };
  const clients = Array.from({ length: CLIENTS }, async (_value, index) => {
    while (going) {
      await send(index % 2 === 0 ? 'GET' : 'POST');
      await rest();
    }
  });
  const count = () => Object.values(seen).reduce((sum, number) => sum + number, 0);
  return {
    seen,
    /** Waits for that many more responses. */
    served: (more: number) => {
      const enough = count() + more;
      return until(() => count() >= enough);
    },
    stop: async () => {
      going = false;
      await Promise.all(clients);
    },
  };
}

const ALLOWED = /^(GET 200|POST 201|(GET|POST) 503 with Retry-After)$/;

(await describeWithBackups())('restore beside a running server', () => {
  it.each(['1', '4'])(
    'Requests during a restore by another process succeed or are 503, WORKERS=%s',
    async (WORKERS) => {
      const database = await createMigratedDatabase();
      const folder = await mkdtemp(join(tmpdir(), 'restore-'));
      const env = { DATABASE_URL: database.url, BACKUP_DIR: folder };
      await runCommand(['seed'], env);
      const made = await runCommand(['backup', '--json'], env);
      expect(made).toMatchObject({ code: 0, stderr: '' });
      const { name } = JSON.parse(made.stdout);
      const server = await startServer({ ...env, WORKERS });
      const clients = load(server.url);
      try {
        await clients.served(100);
        const restored = await runCommand(['restore', name, '--yes', '--json'], env);
        expect(restored).toMatchObject({ code: 0, stderr: '' });
        expect(JSON.parse(restored.stdout)).toMatchObject({ restored: name, migrations: [] });
        await clients.served(100);
        await clients.stop();
        expect(Object.keys(clients.seen).filter((kind) => !ALLOWED.test(kind))).toEqual([]);
        expect(clients.seen['POST 201']).toBeGreaterThan(0);
        const issue = await fetch(`${server.url}/issues/1`);
        expect(await issue.json()).toMatchObject({ title: 'Login fails with a correct password' });
        expect((await runCommand(['health'], env)).code).toBe(0);
      } finally {
        await clients.stop();
        await server.end();
        await database.drop();
        await rm(folder, { recursive: true });
      }
    },
  );
});
