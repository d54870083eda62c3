/** @once only on SQLite do transactions share a commit */
import Database from 'better-sqlite3';
import { withRequestContext } from '../../src/common/request-context.js';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { IssuesService } from '../../src/issues/issues.service.js';
import { LabelsService } from '../../src/labels/labels.service.js';
import { statementsOf } from '../support/count-queries.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { commitsIn } from '../support/sqlite-commits.js';

type Work = () => Promise<unknown>;

const AT_ONCE = 20;

/** Looks at the commits of the process that serves, so it has to be this one. */
describe('group commit', () => {
  let tracker: TestApp;
  let runner: TransactionRunner;
  let file: string;
  /** Sees what is committed, and nothing else. */
  let outside: Database.Database;
  let name = 0;

  beforeAll(async () => {
    tracker = await createTestApp();
    runner = tracker.app.get(TransactionRunner);
    file = tracker.databaseUrl.slice('sqlite:'.length);
    await createIssue(tracker);
    outside = new Database(file);
    outside.exec('CREATE TABLE scratch (text TEXT)');
  });
  afterAll(async () => {
    outside.close();
    await tracker.close();
  });

  const newName = () => `label-${String((name += 1))}`;
  const create = (label: string) => tracker.app.get(LabelsService).create({ name: label });
  const isStored = (label: string) =>
    outside.prepare('SELECT 1 FROM labels WHERE name = ?').get(label) !== undefined;

  const fails = (label: string) => async () => {
    await create(label);
    throw new Error(`on purpose: ${label}`);
  };

  /**
   * Runs what `scenario` returns at once, and all of it again with other names if the machine was so
   * slow that it was more than one group.
   */
  async function inOneGroup(scenario: () => readonly Work[]) {
    for (;;) {
      const works = scenario().map((work) => () => runner.run(work));
      let outcomes: PromiseSettledResult<unknown>[] = [];
      const statements = await statementsOf(tracker.app, async () => {
        outcomes = await Promise.allSettled(works.map((run) => run()));
      });
      if (statements.filter((statement) => statement === 'COMMIT').length === 1) return outcomes;
    }
  }

  it('Writes that wait at the same time share commits, each with its own request', async () => {
    const before = commitsIn(file);
    const requests = Array.from({ length: AT_ONCE }, (_, index) => `together-${String(index)}`);
    await Promise.all(
      requests.map((requestId) =>
        withRequestContext({ requestId, actorId: null }, () =>
          tracker.app.get(IssuesService).create({ title: requestId }),
        ),
      ),
    );
    expect(commitsIn(file) - before).toBeLessThan(AT_ONCE);
    const events = outside.prepare(
      `SELECT title, request_id AS request FROM issue_events JOIN issues ON issues.id = issue_id
       WHERE title LIKE 'together-%' ORDER BY issues.id`,
    );
    expect(events.all()).toEqual(requests.map((request) => ({ title: request, request })));
  });

  it('A write is acknowledged after its commit', async () => {
    const labels = Array.from({ length: AT_ONCE }, newName);
    const stored: boolean[] = [];
    await Promise.all(
      labels.map(async (label) => {
        await runner.run(() => create(label));
        stored.push(isStored(label));
      }),
    );
    expect(stored).toEqual(Array(AT_ONCE).fill(true));
  });

  it('A write is refused after the commit of what it has read', async () => {
    const label = newName();
    const stored: boolean[] = [];
    await Promise.all([
      runner.run(() => create(label)),
      // It fails because of a label that may not be committed yet.
      runner.run(() => create(label)).catch(() => stored.push(isStored(label))),
    ]);
    expect(stored).toEqual([true]);
  });

  it.each([0, 1, 2])('lose only the one that throws, at place %i of three', async (place) => {
    let labels: string[] = [];
    const outcomes = await inOneGroup(() => {
      labels = [newName(), newName(), newName()];
      return labels.map((label, at) => (at === place ? fails(label) : () => create(label)));
    });
    expect(labels.map(isStored)).toEqual([0, 1, 2].map((at) => at !== place));
    expect(outcomes.map(({ status }) => status)).toEqual(
      [0, 1, 2].map((at) => (at === place ? 'rejected' : 'fulfilled')),
    );
  });

  it('A commit that fails is reported to all of its group', async () => {
    let labels: string[] = [];
    const outcomes = await inOneGroup(() => {
      labels = [newName(), newName(), newName(), newName()];
      const [first = '', second = '', third = '', fourth = ''] = labels;
      return [
        () => create(first),
        async () => {
          await create(second);
          // Past the check of deferForeignKeys(): SQLite finds the error in COMMIT.
          await runner.query('PRAGMA defer_foreign_keys = ON');
          await runner.query('INSERT INTO issue_labels (issue_id, label_id) VALUES (1, 12345)');
        },
        fails(third),
        () => create(fourth),
      ];
    });
    const codes = outcomes.map((outcome) => 'reason' in outcome && outcome.reason.code);
    expect(codes).toEqual(Array(4).fill('SQLITE_CONSTRAINT_FOREIGNKEY'));
    expect(labels.map(isStored)).toEqual([false, false, false, false]);
    const after = newName();
    await create(after);
    expect(isStored(after)).toBe(true);
  });

  it('A write runs again when the error of another one has ended their transaction', async () => {
    const pages = outside.pragma('page_count', { simple: true }) as number;
    await runner.run(() => runner.query(`PRAGMA max_page_count = ${String(pages + 20)}`));
    let labels: string[] = [];
    let runs: string[] = [];
    const outcomes = await inOneGroup(() => {
      labels = [newName(), newName(), newName(), newName()];
      runs = [];
      const [first = '', second = '', third = '', fourth = ''] = labels;
      return [
        () => create(first),
        fails(second),
        async () => {
          await create(third);
          // SQLITE_FULL: the database may not grow that much.
          await runner.query(`INSERT INTO scratch VALUES (printf('%.*c', 1000000, 'x'))`);
        },
        () => create(fourth),
      ].map((work, at) => () => {
        runs.push(String(at));
        return work();
      });
    });
    await runner.run(() => runner.query('PRAGMA max_page_count = 4294967294'));
    expect(runs.join(' ')).toBe('0 1 2 0 1 3');
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(labels.map(isStored)).toEqual([true, false, false, true]);
  });

  it('A write that ignores the error that ended its transaction fails', async () => {
    const pages = outside.pragma('page_count', { simple: true }) as number;
    await runner.run(() => runner.query(`PRAGMA max_page_count = ${String(pages + 20)}`));
    const label = newName();
    const ignores = runner.run(async () => {
      await create(label);
      await runner
        .query(`INSERT INTO scratch VALUES (printf('%.*c', 1000000, 'x'))`)
        .catch(() => undefined);
    });
    await expect(ignores).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await runner.run(() => runner.query('PRAGMA max_page_count = 4294967294'));
    expect(isStored(label)).toBe(false);
  });

  it('A write that has to be alone shares no commit', async () => {
    const [before, alone, after] = [newName(), newName(), newName()];
    const seen: boolean[][] = [];
    const look = () => {
      seen.push([before, alone, after].map(isStored));
    };
    await Promise.all([
      runner.run(async () => {
        await create(before);
        look();
      }),
      runner.runAlone(async () => {
        await create(alone);
        look();
      }),
      runner.run(async () => {
        await create(after);
        look();
      }),
    ]);
    look();
    expect(seen).toEqual([
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
    await expect(runner.run(() => runner.deferForeignKeys())).rejects.toThrow('runAlone');
    await runner.runAlone(() => runner.deferForeignKeys());
  });

  it('Writes run in the order of their arrival', async () => {
    const order: number[] = [];
    const arrivals = Array.from({ length: 50 }, (_, index) => index);
    await Promise.allSettled(
      arrivals.map((index) =>
        runner[index % 7 === 3 ? 'runAlone' : 'run'](async () => {
          order.push(index);
          await create(newName());
          if (index % 5 === 4) throw new Error('on purpose');
        }),
      ),
    );
    expect(order).toEqual(arrivals);
  });

  it('Work that outlives its transaction fails before the commit', async () => {
    let goOn = (): void => undefined;
    let late: Promise<unknown> = Promise.resolve();
    await Promise.all([
      runner.run(() => {
        late = new Promise<void>((resolve) => (goOn = resolve)).then(() => runner.manager);
        return Promise.resolve();
      }),
      runner.run(async () => {
        goOn();
        await expect(late).rejects.toThrow('outlived');
      }),
    ]);
  });
});
