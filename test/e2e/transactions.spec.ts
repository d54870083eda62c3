/** @workers a transaction of one process is open while other processes read and write */
import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { IssueLabelsService } from '../../src/issues/issue-labels.service.js';
import { IssuesService } from '../../src/issues/issues.service.js';
import { LabelsService } from '../../src/labels/labels.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

describe('transactions', () => {
  let tracker: TestApp;
  let runner: TransactionRunner;

  beforeAll(async () => {
    tracker = await createTestApp();
    runner = tracker.app.get(TransactionRunner);
  });
  afterAll(() => tracker.close());

  const writesWaiting = async () =>
    Number(/^db_writes_waiting (\d+)$/m.exec((await tracker.http.get('/metrics')).text)?.[1]);

  it('Readers see nothing of an open transaction', async () => {
    const { id } = await createIssue(tracker, { title: 'Before' });
    await runner.run(async () => {
      await tracker.app.get(IssuesService).update(id, { version: 1, title: 'After' });
      expect((await getIssue(tracker, id)).title).toBe('Before');
    });
    expect((await getIssue(tracker, id)).title).toBe('After');
  });

  it('An insert that is concurrent with a transaction that rolls back is kept', async () => {
    let concurrent: Promise<{ id: number }> | undefined;
    const rolledBack = runner.run(async () => {
      await tracker.app.get(LabelsService).create({ name: 'rolled-back' });
      concurrent = createIssue(tracker, { title: 'Beside' });
      // It waits for its turn on SQLite, and is done on PostgreSQL, while this one fails.
      const state = { done: false };
      void concurrent.then(() => (state.done = true));
      await until(async () => state.done || (await writesWaiting()) > 0);
      throw new Error('on purpose');
    });
    await expect(rolledBack).rejects.toThrow('on purpose');
    const { id } = (await concurrent) ?? { id: 0 };
    expect((await getIssue(tracker, id)).title).toBe('Beside');
    const labels = (await tracker.http.get('/labels')).body as { name: string }[];
    expect(labels.map(({ name }) => name)).not.toContain('rolled-back');
  });

  it('A statement outside a transaction, in a finished one, or a write in a snapshot is refused', async () => {
    expect(() => runner.manager).toThrow('outside run() and read()');
    await expect(
      runner.read(() => runner.manager.query("UPDATE issues SET title = 'x'")),
    ).rejects.toThrow();
    let goOn = (): void => undefined;
    let late: Promise<unknown> | undefined;
    await runner.run(() => {
      late = new Promise<void>((resolve) => (goOn = resolve)).then(() => runner.manager);
      return Promise.resolve();
    });
    goOn();
    await expect(late).rejects.toThrow('outlived');
  });

  it('A bulk change with one unknown id changes nothing', async () => {
    const ids = await createIssues(tracker, 3);
    const response = await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [...ids, 1_999_999_999], status: 'closed' });
    expect(expectProblem(response, 400, 'UNKNOWN_ISSUES').missing_ids).toEqual([1_999_999_999]);
    for (const id of ids) {
      expect(await getIssue(tracker, id)).toMatchObject({ status: 'open', version: 1 });
    }
  });

  it('A bulk change with one stale version changes nothing', async () => {
    const [first = 0, second = 0] = await createIssues(tracker, 2);
    const response = await tracker.http.post('/issues/bulk-status').send({
      issue_ids: [first, second],
      status: 'closed',
      versions: { [first]: 1, [second]: 7 },
    });
    expect(expectProblem(response, 409, 'BULK_VERSION_CONFLICT').conflicts).toEqual([
      { id: second, expected_version: 7, current_version: 1 },
    ]);
    expect((await getIssue(tracker, first)).status).toBe('open');
  });

  it('A label replacement whose last name is too long creates no label', async () => {
    const { id } = await createIssue(tracker);
    const response = await tracker.http
      .put(`/issues/${String(id)}/labels`)
      .send({ label_names: ['half-way', 'x'.repeat(101)] });
    expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: '/label_names' });
    expect(await getIssue(tracker, id)).toMatchObject({ labels: [], version: 1 });
    const labels = (await tracker.http.get('/labels')).body as { name: string }[];
    expect(labels.map(({ name }) => name)).not.toContain('half-way');
  });

  it('A transaction that ends in a deadlock is run again', async () => {
    const [first = 0, second = 0] = await createIssues(tracker, 2);
    const labels = tracker.app.get(IssueLabelsService);
    let arrived = 0;
    const inOrder = (...ids: number[]) =>
      runner.run(async () => {
        for (const id of ids) {
          await labels.replace(id, { label_names: [`from ${String(ids[0])}`] });
          arrived += 1;
          // On SQLite the other one waits until this one has ended; on PostgreSQL both hold a row.
          for (let turn = 0; arrived < 2 && turn < 20; turn += 1) {
            await sleep(10);
          }
        }
      });
    await Promise.all([inOrder(first, second), inOrder(second, first)]);
    expect(await getIssue(tracker, first)).toMatchObject({ version: 3 });
    expect(await getIssue(tracker, second)).toMatchObject({ version: 3 });
  });

  it('Labels and version are rolled back when the work after them fails', async () => {
    const { id } = await createIssue(tracker);
    await expect(
      runner.run(async () => {
        await tracker.app.get(IssueLabelsService).replace(id, { label_names: ['undone'] });
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    expect(await getIssue(tracker, id)).toMatchObject({ labels: [], version: 1 });
  });
});
