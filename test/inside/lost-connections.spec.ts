import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { Label } from '../../src/labels/label.entity.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { until } from '../support/until.js';

/** What a transaction may do next when its connection has been lost. */
const NEXT: Record<string, (runner: TransactionRunner) => Promise<unknown>> = {
  'a repository': ({ manager }) => manager.getRepository(Label).findOneBy({ id: 1 }),
  'a query builder': ({ manager }) =>
    manager.getRepository(Label).createQueryBuilder('label').getMany(),
  'an update': ({ manager }) => manager.getRepository(Label).update({ id: 1 }, { name: 'x' }),
  'an insert': ({ manager }) => manager.getRepository(Label).insert({ name: 'x', nameKey: 'x' }),
  'a query': ({ manager }) => manager.query('SELECT 1'),
  'a statement of its own': (runner) => runner.query('SELECT 1'),
  nothing: () => Promise.resolve(),
};

/** The connection has to be lost between two statements of a transaction, which only code can tell. */
describe('lost connections', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  if (__DIALECT__ === 'postgres') {
    it.each(Object.keys(NEXT))(
      'A transaction that loses its connection before %s is 503, not 500',
      async (next) => {
        const runner = tracker.app.get(TransactionRunner);
        for (const transaction of ['run', 'read'] as const) {
          const work = runner[transaction](async () => {
            const { queryRunner } = runner.manager;
            const [row] = await runner.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
            await tamper(tracker.databaseUrl, `SELECT pg_terminate_backend(${String(row?.pid)})`);
            await until(() => queryRunner?.isReleased === true);
            await NEXT[next]?.(runner);
          });
          await expect(work).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
        }
      },
    );
  }

  it('A transaction after a lost connection succeeds', async () => {
    await tracker.http.post('/labels').send({ name: 'after' }).expect(201);
  });
});
