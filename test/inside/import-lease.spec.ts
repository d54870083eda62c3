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

  it('An import that has stalled for a minute is taken over by its repetition', async () => {
    const goOn = holdBack();
    const first = send().then((response) => response);
    await until(async () => (await total()) === BATCH_ROWS);
    expectProblem(await send(), 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    const clock = tracker.app.get(Clock);
    clock.now = () => new Date(Date.now() + 61_000);
    const second = await send().expect(200);
    expect(second.body).toMatchObject({ total_rows: 2 * ROWS, successful: 2 * ROWS, errors: [] });
    goOn();
    expectProblem(await first, 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    expect(await total()).toBe(2 * ROWS);
    const { body } = await tracker.http.get(`/changes/${String(second.body.change_id)}`);
    expect(body).toMatchObject({ kind: 'import', issues_count: 2 * ROWS });
  });
});
