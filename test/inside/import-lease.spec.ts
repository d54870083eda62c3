import { Clock } from '../../src/common/clock.js';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

/** Rows that are stored in one transaction. */
const BATCH_ROWS = __DIALECT__ === 'sqlite' ? 150 : 500;

/** More than a batch on either database. */
const ROWS = 600;

const header = { 'Idempotency-Key': 'the-import' };
const rows = (from: number) =>
  Array.from({ length: ROWS }, (_, row) => `Row ${String(from + row)}\n`).join('');

/** Sets the clock of the serving process, which therefore has to be this one. */
describe('import lease', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const total = async () => (await tracker.http.get('/issues')).body.total as number;

  /** Holds the next import back before its second batch until `goOn` is called. */
  function holdBack() {
    const runner = tracker.app.get(TransactionRunner);
    const runAlone = runner.runAlone.bind(runner);
    let goOn = (): void => undefined;
    const resumed = new Promise<void>((resolve) => (goOn = resolve));
    let batches = 0;
    runner.runAlone = async (work) => {
      batches += 1;
      if (batches === 2) await resumed;
      return runAlone(work);
    };
    return goOn;
  }

  const send = () =>
    tracker.http
      .post('/issues/import')
      .set(header)
      .attach('file', Buffer.from(`title\n${rows(0)}${rows(ROWS)}`), 'a.csv');

  it('An import that has stalled is taken over by its repetition after `Retry-After`', async () => {
    const goOn = holdBack();
    const first = send().then((response) => response);
    await until(async () => (await total()) === BATCH_ROWS);
    const refused = await send();
    expectProblem(refused, 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(15);
    const clock = tracker.app.get(Clock);
    let passedMs = 0;
    clock.now = () => new Date(Date.now() + passedMs);
    let second = refused;
    // The first one is held back, not dead: on a slow machine it may renew its lease meanwhile.
    await until(async () => {
      passedMs += seconds * 1000;
      second = await send();
      return second.status !== 409;
    });
    expect(second.body).toMatchObject({ total_rows: 2 * ROWS, successful: 2 * ROWS, errors: [] });
    goOn();
    expectProblem(await first, 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    expect(await total()).toBe(2 * ROWS);
    const { body } = await tracker.http.get(`/changes/${String(second.body.change_id)}`);
    expect(body).toMatchObject({ kind: 'import', issues_count: 2 * ROWS });
  });
});
