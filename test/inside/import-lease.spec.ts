import { Clock } from '../../src/common/clock.js';
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

  /** An upload that pauses in the middle until `goOn` is called. */
  function slowUpload() {
    let goOn = (): void => undefined;
    const resumed = new Promise<void>((resolve) => (goOn = resolve));
    const encoder = new TextEncoder();
    const body = ReadableStream.from(
      (async function* () {
        yield encoder.encode(
          `--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\n${rows(0)}`,
        );
        await resumed;
        yield encoder.encode(`${rows(ROWS)}\r\n--b--\r\n`);
      })(),
    );
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { ...header, 'content-type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
    };
    return { response: fetch(`${tracker.url}/issues/import`, init), goOn };
  }

  const repeat = () =>
    tracker.http
      .post('/issues/import')
      .set(header)
      .attach('file', Buffer.from(`title\n${rows(0)}${rows(ROWS)}`), 'a.csv');

  it('An import that has stalled for a minute is taken over by its repetition', async () => {
    const first = slowUpload();
    // It has stored every complete batch that has arrived, and waits for more.
    await until(async () => (await total()) === ROWS - (ROWS % BATCH_ROWS));
    expectProblem(await repeat(), 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    const clock = tracker.app.get(Clock);
    clock.now = () => new Date(Date.now() + 61_000);
    const second = await repeat().expect(200);
    expect(second.body).toMatchObject({ total_rows: 2 * ROWS, successful: 2 * ROWS, errors: [] });
    first.goOn();
    const response = await first.response;
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      409,
      'IDEMPOTENCY_KEY_IN_FLIGHT',
    ]);
    expect(await total()).toBe(2 * ROWS);
  });
});
