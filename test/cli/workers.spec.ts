import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { importsRunning, startUpload, UPLOAD } from '../support/raw-upload.js';
import { until } from '../support/until.js';

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('four workers', () => {
  let folder: string;
  let database: TestDatabase;
  let server: ServerProcess;
  let http: ReturnType<typeof request>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'issue-tracker-backups-'));
    database = await createMigratedDatabase();
    const env = { DATABASE_URL: database.url };
    server = await startServer({
      ...env,
      WORKERS: '4',
      RATE_LIMIT_PER_MINUTE: '100000',
      CONCURRENT_IMPORTS: '2',
      BACKUP_DIR: folder,
    });
    http = request(server.url);
  });
  afterAll(async () => {
    expect(await server.end()).toBe(0);
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** The process ids of the workers; `ps` fails when there is none. */
  const workers = () =>
    spawnSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)])
      .stdout.toString()
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(Number);

  const create = async () => {
    const { body } = await http.post('/issues').send({ title: 'An issue' }).expect(201);
    return `/issues/${String(body.id)}`;
  };

  it('Four workers accept exactly one of 50 concurrent changes with the same version', async () => {
    const issue = await create();
    const responses = await times(50, (index) =>
      http.patch(issue).send({ version: 1, title: `Title ${String(index)}` }),
    );
    const won = responses.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(49);
    const { body } = await http.get(issue).expect(200);
    expect(body).toMatchObject({ version: 2, title: won[0]?.body.title });
  });

  it('Four workers accept 20 concurrent replacements of the labels of one issue', async () => {
    const issue = await create();
    const sent = Array.from({ length: 20 }, (_, index) =>
      // No two sets are equal, so that each of them is a change.
      [
        `only-${String(index)}`,
        ...Array.from({ length: 6 }, (_, at) => `label-${String((index * 5 + at) % 12)}`),
      ],
    );
    const responses = await times(20, (index) =>
      http.put(`${issue}/labels`).send({ label_names: sent[index] }),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const { body } = await http.get(issue).expect(200);
    expect(body.version).toBe(21);
    expect(sent.map((set) => [...set].sort())).toContainEqual(
      body.labels.map(({ name }: { name: string }) => name).sort(),
    );
  });

  it('Four workers create 40 concurrent issues, each of them once', async () => {
    const before = (await http.get('/issues').expect(200)).body.total as number;
    const responses = await times(40, (index) =>
      http.post('/issues').send({ title: `New ${String(index)}` }),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(40).fill(201));
    expect(new Set(responses.map(({ body }) => body.id)).size).toBe(40);
    expect((await http.get('/issues').expect(200)).body.total).toBe(before + 40);
  });

  it('Four workers share the rate limit and the count of requests', async () => {
    await times(40, () => http.get('/labels').expect(200));
    const { headers } = await http.get('/labels').expect(200);
    const left = Number(/r=(\d+)/.exec(headers.ratelimit ?? '')?.[1]);
    expect(left).toBeLessThan(100_000 - 150);
    const { text } = await http.get('/metrics').expect(200);
    const counted = text
      .split('\n')
      .filter((line) => /^http_request_duration_seconds_count\{.*route="\/labels",/.test(line))
      .map((line) => Number(line.split(' ')[1]));
    expect(counted).toEqual([41]);
  });

  it('Four workers add up their metrics', async () => {
    await writeFile(join(folder, 'one.manifest.json'), '{}');
    await times(20, () => http.post('/issues').send({ title: 'Measured' }).expect(201));
    const { text } = await http.get('/metrics').expect(200);
    const valueOf = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
    const types = Object.fromEntries(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type]) => [name, type]),
    );
    expect(types).toEqual({
      http_request_duration_seconds: 'histogram',
      event_loop_delay_p99_seconds: 'gauge',
      process_memory_bytes: 'gauge',
      db_writes_waiting: 'gauge',
      db_writes_total: 'counter',
      db_write_wait_seconds_total: 'counter',
      db_transaction_retries_total: 'counter',
      db_pool_connections: 'gauge',
      db_pool_busy: 'gauge',
      db_pool_waiting: 'gauge',
      db_replicas: 'gauge',
      db_replica_lag_seconds: 'gauge',
      db_replica_reads_total: 'counter',
      db_primary_reads_total: 'counter',
      imports_running: 'gauge',
      exports_running: 'gauge',
      backup_age_seconds: 'gauge',
    });
    expect(valueOf('db_writes_total')).toBeGreaterThanOrEqual(60);
    expect(valueOf('db_write_wait_seconds_total')).toBeGreaterThan(0);
    expect(valueOf('event_loop_delay_p99_seconds')).toBeGreaterThan(0);
    // The age of the shared folder's newest backup, not the sum.
    expect(valueOf('backup_age_seconds')).toBeLessThan(60);
    // More than a single process ever takes.
    expect(valueOf('process_memory_bytes')).toBeGreaterThan(200e6);
    if (__DIALECT__ === 'postgres') expect(valueOf('db_pool_connections')).toBeGreaterThan(3);
  });

  const send = () => http.post('/issues/import').attach('file', Buffer.from('title\nx\n'), 'a.csv');

  it('Four workers share CONCURRENT_IMPORTS and the count of running imports', async () => {
    const slow = [await startUpload(server.url), await startUpload(server.url)];
    expect((await http.get('/metrics')).text).toMatch(/^imports_running 2$/m);
    for (const response of await times(8, send)) expectProblem(response, 503, 'TOO_BUSY');
    for (const upload of slow) expect(await upload.finish()).toMatch(/^HTTP\/1\.1 200 /);
    await until(async () => /^imports_running 0$/m.test((await http.get('/metrics')).text));
    expect((await times(2, send)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('Imports whose clients disconnect at once do not count as running', async () => {
    const { hostname, port } = new URL(server.url);
    const leave = (after: number) =>
      new Promise<void>((done) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(UPLOAD);
          setTimeout(() => socket.resetAndDestroy(), after);
        });
        socket.on('error', () => undefined);
        socket.once('close', () => {
          done();
        });
      });
    for (let round = 0; round < 30; round += 1) await times(10, (index) => leave(index));
    // Some of these connections are accepted only now.
    await until(async () => (await times(2, send)).every(({ status }) => status === 200));
    await until(async () => (await importsRunning(server.url)) === 0);
  });

  it('Imports of workers that are killed do not count as running', async () => {
    const lost = [await startUpload(server.url), await startUpload(server.url)];
    expectProblem(await send(), 503, 'TOO_BUSY');
    for (const worker of workers()) process.kill(worker, 'SIGKILL');
    await Promise.all(lost.map(({ closed }) => closed));
    // A connection that was being handed to a killed worker never gets a response.
    const isAccepted = async () =>
      (
        await send()
          .timeout(5_000)
          .catch(() => undefined)
      )?.status === 200;
    await until(isAccepted);
    await until(() => workers().length === 4);
  });

  it('A worker that is killed is replaced while the others go on serving', async () => {
    const before = workers();
    expect(before).toHaveLength(4);
    process.kill(before[0] ?? 0, 'SIGKILL');
    const isReplaced = () => workers().length === 4 && !workers().includes(before[0] ?? 0);
    const ready = () => http.get('/health/ready');
    let served = 0;
    while (!isReplaced() || served === 0) {
      // A connection that was handed to the killed process is reset, or never gets a response.
      const response = await ready()
        .timeout(60_000)
        .catch(() => undefined);
      if (response) expect(response.status).toBe(200);
      if (response) served += 1;
      await sleep(20);
    }
    for (let again = 0; again < 20; again += 1) await ready().expect(200);
    await create();
  });
});

describe('rate limit of two workers', () => {
  it('Two workers accept exactly as many requests as the rate limit allows', async () => {
    const database = await createMigratedDatabase();
    const env = { DATABASE_URL: database.url };
    const server = await startServer({ ...env, WORKERS: '2', RATE_LIMIT_PER_MINUTE: '30' });
    const http = request(server.url);
    const statuses = (await times(70, () => http.get('/labels'))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    expect(await server.end()).toBe(0);
    await database.drop();
  });
});
