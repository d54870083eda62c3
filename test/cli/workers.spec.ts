import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { runProgram, type ServerProcess, startServer } from '../support/programs.js';

describe('four workers on one database', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let http: ReturnType<typeof request>;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { DATABASE_URL: database.url };
    await runProgram('cli.js', ['migrate'], env);
    server = await startServer({ ...env, WORKERS: '4', RATE_LIMIT_PER_MINUTE: '100000' });
    http = request(server.url);
  });
  afterAll(async () => {
    expect(await server.end()).toBe(0);
    await database.drop();
  });

  const workers = () =>
    execFileSync('ps', ['-o', 'pid=', '--ppid', String(server.pid)])
      .toString()
      .trim()
      .split(/\s+/)
      .map(Number);

  const times = <T>(count: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));

  const create = async () => {
    const { body } = await http.post('/issues').send({ title: 'An issue' }).expect(201);
    return `/issues/${String(body.id)}`;
  };

  it('let exactly one of 50 changes with one version succeed', async () => {
    const issue = await create();
    const answers = await times(50, (index) =>
      http.patch(issue).send({ version: 1, title: `Title ${String(index)}` }),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    const { body } = await http.get(issue).expect(200);
    expect(body).toMatchObject({ version: 2, title: won[0]?.body.title });
  });

  it('replace labels 20 times at once', async () => {
    const issue = await create();
    const sent = Array.from({ length: 20 }, (_, index) =>
      Array.from({ length: 6 }, (_, place) => `label-${String((index * 5 + place) % 12)}`),
    );
    const answers = await times(20, (index) =>
      http.put(`${issue}/labels`).send({ label_names: sent[index] }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const { body } = await http.get(issue).expect(200);
    expect(body.version).toBe(21);
    expect(sent.map((set) => [...set].sort())).toContainEqual(
      body.labels.map(({ name }: { name: string }) => name).sort(),
    );
  });

  it('create 40 issues at once, all of them, each once', async () => {
    const before = (await http.get('/issues').expect(200)).body.total as number;
    const answers = await times(40, (index) =>
      http.post('/issues').send({ title: `New ${String(index)}` }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(40);
    expect((await http.get('/issues').expect(200)).body.total).toBe(before + 40);
  });

  it('count requests and limits together', async () => {
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

  it('replace the one that is killed, and go on meanwhile', async () => {
    const before = workers();
    expect(before).toHaveLength(4);
    process.kill(before[0] ?? 0, 'SIGKILL');
    const deadline = Date.now() + 15_000;
    const isReplaced = () => workers().length === 4 && !workers().includes(before[0] ?? 0);
    let served = 0;
    while (!isReplaced() || served < 20) {
      expect(Date.now()).toBeLessThan(deadline);
      await http.get('/health/ready').expect(200);
      served += 1;
      await sleep(20);
    }
    await create();
  });
});
