import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { type Contents, contentsOf, tamper } from '../support/database-contents.js';
import { createUser } from '../support/factories.js';
import { interruptProgram, type ServerProcess, startServer } from '../support/programs.js';
import { random, storm } from '../support/storm.js';

/** `TEST_KILLS=10 npm test -- test/cli/transfer.spec.ts` for more kills. */
const KILLS = Number(process.env.TEST_KILLS ?? 2);
const IMPORTED = 2_400;

/** Without the maintenance runs, to which a transfer adds itself. */
function withoutRuns(contents: Contents): Contents {
  return Object.fromEntries(
    Object.entries(contents).filter(([name]) => name !== 'maintenance_runs'),
  );
}

describe('transfer', () => {
  let source: TestDatabase;
  let server: ServerProcess;
  let http: ReturnType<typeof request>;
  const made: TestDatabase[] = [];

  const create = async (dialect?: 'sqlite' | 'postgres') => {
    const database = await createTestDatabase(dialect);
    made.push(database);
    return database;
  };
  const cli = (from: TestDatabase, ...args: string[]) =>
    runCommand(args, { DATABASE_URL: from.url });
  const transfer = (from: TestDatabase, to: TestDatabase) =>
    cli(from, 'transfer', '--to', to.url, '--json');

  beforeAll(async () => {
    // On PostgreSQL the transfers are between both kinds: SQLite to PostgreSQL and back.
    source = await create('sqlite');
    await cli(source, 'migrate');
    server = await startServer({ DATABASE_URL: source.url });
    http = request(server.url);
    await fill(http);
    await cli(source, 'token', 'create', '--user', 'deactivated', '--scope', 'read');
    await tamper(
      source.url,
      "INSERT INTO labels VALUES (9999, 'gone', 'gone', '#000000', null, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')",
    );
    await tamper(source.url, 'DELETE FROM labels WHERE id = 9999');
  });
  afterAll(async () => {
    await server.end();
    for (const database of made) await database.drop();
  });

  it('A transfer and a transfer back copy everything beside a running server', async () => {
    const middle = await create();
    const back = await create('sqlite');
    const before = await contentsOf(source.url);

    const there = await transfer(source, middle);
    expect(there).toMatchObject({ code: 0, stderr: '' });
    const report = JSON.parse(there.stdout);
    expect(report).toMatchObject({ from: 'sqlite', to: __DIALECT__ });
    for (const { table, rows } of report.tables) expect(before[table]).toHaveLength(rows);
    expect(withoutRuns(await contentsOf(middle.url))).toEqual(withoutRuns(before));
    expect((await cli(middle, 'health')).code).toBe(0);

    const again = await transfer(middle, back);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    const sums = (text: string) =>
      JSON.parse(text).tables.filter(
        ({ table }: { table: string }) => table !== 'maintenance_runs',
      );
    expect(sums(again.stdout)).toEqual(sums(there.stdout));
    expect(withoutRuns(await contentsOf(back.url))).toEqual(withoutRuns(before));
    expect((await contentsOf(back.url)).maintenance_runs).toHaveLength(
      (before.maintenance_runs?.length ?? 0) + 2,
    );
    expect((await cli(back, 'health')).code).toBe(0);
    expect(await contentsOf(source.url)).toEqual(before);

    const exported = await Promise.all(
      [source, middle, back].map(async (one) => (await cli(one, 'export')).stdout),
    );
    expect(exported[0]?.length).toBeGreaterThan(IMPORTED * 50);
    expect(exported[1] === exported[0]).toBe(true);
    expect(exported[2] === exported[0]).toBe(true);
  });

  it('Ids continue after a transfer, also after those of deleted rows', async () => {
    const target = await create();
    await transfer(source, target);
    const other = await startServer({ DATABASE_URL: target.url });
    try {
      const label = await request(other.url).post('/labels').send({ name: 'next' }).expect(201);
      expect(label.body.id).toBe(10_000);
      const issue = await request(other.url).post('/issues').send({ title: 'Next' }).expect(201);
      const same = await http.post('/issues').send({ title: 'Next' }).expect(201);
      expect(issue.body.id).toBe(same.body.id);
      const found = await request(other.url).get('/issues?q=haystack').expect(200);
      expect(found.body.total).toBe((await http.get('/issues?q=haystack').expect(200)).body.total);
      expect(found.body.total).toBeGreaterThan(0);
    } finally {
      await other.end();
    }
  });

  it('A request repeated after a transfer has the response of the first one', async () => {
    const target = await create();
    const key = { 'Idempotency-Key': 'across' };
    const first = await http.post('/issues').set(key).send({ title: 'Once' }).expect(201);
    await transfer(source, target);
    const other = await startServer({ DATABASE_URL: target.url });
    try {
      const again = await request(other.url).post('/issues').set(key).send({ title: 'Once' });
      expect(again.body).toEqual(first.body);
    } finally {
      await other.end();
    }
  });

  it('A transfer to a target that is not empty is refused, and the target is unchanged', async () => {
    const target = await create();
    await cli(target, 'migrate');
    await cli(target, 'seed');
    const before = await contentsOf(target.url);
    const refused = await transfer(source, target);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/^TARGET_NOT_EMPTY: .*rows in \w+\. Nothing was changed\.\n$/);
    expect(await contentsOf(target.url)).toEqual(before);
    const foreign = await create();
    await tamper(foreign.url, 'CREATE TABLE theirs (id integer)', 'INSERT INTO theirs VALUES (1)');
    expect((await transfer(source, foreign)).stderr).toMatch(/rows in theirs/);
    expect(Object.keys(await contentsOf(foreign.url))).toEqual(['theirs']);
  });

  it('A transfer to an invalid or unreachable target says why it fails', async () => {
    expect((await cli(source, 'transfer')).code).toBe(2);
    expect(await cli(source, 'transfer', '--to', 'mysql://x/y')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--to must be sqlite:'),
    });
    const nowhere = 'postgresql://nobody:secret@127.0.0.1:1/none';
    const unusable = await cli(source, 'transfer', '--to', nowhere);
    expect(unusable).toMatchObject({ code: 1, stdout: '' });
    expect(unusable.stderr).toMatch(/^TARGET_UNUSABLE: 127\.0\.0\.1:1\/none cannot be opened/);
    expect(unusable.stderr).not.toContain('secret');
  });

  it('A transfer whose copy differs from the source is rolled back', async () => {
    const target = await create();
    await cli(target, 'migrate');
    await tamper(target.url, ...ALTERING_TRIGGER[__DIALECT__]);
    const failed = await transfer(source, target);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toMatch(/^TRANSFER_DIFFERS: The copy of labels differs from the source/);
    expect(rowsOf(await contentsOf(target.url))).toBe(0);
  });

  it('A transfer that is killed leaves the target empty or complete and can be repeated', async () => {
    const next = random(20);
    const before = await contentsOf(source.url);
    let target = await create();
    const started = performance.now();
    await transfer(source, target);
    const durationMs = performance.now() - started;
    target = await create();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await interruptProgram(
        'cli.js',
        ['transfer', '--to', target.url],
        { DATABASE_URL: source.url },
        async () => {
          await sleep(durationMs * (0.3 + 0.7 * next()));
        },
      );
      const after = withoutRuns(await contentsOf(target.url));
      if (rowsOf(after) === 0) continue;
      expect(after).toEqual(withoutRuns(before));
      target = await create();
    }
    expect(await transfer(source, target)).toMatchObject({ code: 0 });
    expect(withoutRuns(await contentsOf(target.url))).toEqual(withoutRuns(before));
    expect((await cli(target, 'health')).code).toBe(0);
    expect(await contentsOf(source.url)).toEqual(before);
  }, 600_000);
});

/** Random data made in every way: an import, a storm of changes, comments, a deactivated user. */
async function fill(http: ReturnType<typeof request>): Promise<void> {
  const next = random(11);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const rows = Array.from({ length: IMPORTED }, (_value, row) =>
    [
      `"Imported ${String(row)} ""ü 🐙"""`,
      `"line\nbreak, ${'x'.repeat(Math.floor(next() * 200))}"`,
      pick(['open', 'in_progress', 'resolved', 'closed']),
      pick(['low', 'medium', 'high', 'critical']),
      pick(['', 'a', 'a;b', 'b;c;d']),
      new Date(1.76e12 + Math.floor(next() * 2e10)).toISOString(),
    ].join(','),
  );
  await http
    .post('/issues/import')
    .attach(
      'file',
      Buffer.from(['title,description,status,priority,labels,created_at', ...rows, ''].join('\n')),
      'in.csv',
    )
    .expect(200);
  await storm({ http }, { operations: 300, clients: 8, seed: 3 });
  const author_id = await createUser({ http });
  for (let comment = 0; comment < 200; comment += 1) {
    const issue = `/issues/${String(1 + Math.floor(next() * 100))}/comments`;
    const { body } = await http
      .post(issue)
      .send({ body: `haystack ${String(comment)}`, author_id });
    if (comment % 5 === 0) await http.delete(`${issue}/${String(body.id)}`);
    if (comment % 7 === 1) await http.patch(`${issue}/${String(body.id)}`).send({ body: 'edited' });
  }
  await createUser({ http }, { username: 'deactivated', full_name: 'Ünï' });
}

const rowsOf = (contents: Contents): number =>
  Object.values(contents).reduce((sum, rows) => sum + rows.length, 0);

const ALTERING_TRIGGER = {
  sqlite: [
    `CREATE TRIGGER altering AFTER INSERT ON labels
     BEGIN UPDATE labels SET color = '#ffffff' WHERE id = new.id; END`,
  ],
  postgres: [
    `CREATE FUNCTION alter_label() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN NEW.color = '#ffffff'; RETURN NEW; END $$`,
    `CREATE TRIGGER altering BEFORE INSERT ON labels FOR EACH ROW EXECUTE FUNCTION alter_label()`,
  ],
} as const;
