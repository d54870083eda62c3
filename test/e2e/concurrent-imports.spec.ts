/** @workers all processes share the idempotency keys and the locks of the database */
import { EventEmitter, once } from 'node:events';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import type { IssueBody } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, row) => `Row ${String(from + row)}`);

/** A transaction that all writes of issues wait for; it is begun when this returns. */
async function holdWrites({ app }: TestApp): Promise<{ release(): Promise<void> }> {
  const runner = app.get(TransactionRunner);
  const signals = new EventEmitter();
  const [begun, released] = [once(signals, 'begun'), once(signals, 'released')];
  const ended = runner.run(async () => {
    if (runner.dialect.name === 'postgres')
      await runner.query('LOCK TABLE issues IN EXCLUSIVE MODE');
    signals.emit('begun');
    await released;
  });
  await Promise.race([begun, ended]);
  return {
    release: () => {
      signals.emit('released');
      return ended;
    },
  };
}

describe('concurrent imports', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp({
      UPLOAD_LIMIT: '200kb',
      CONCURRENT_IMPORTS: '10',
      CONCURRENT_PER_CLIENT: '10',
    });
  });
  afterEach(() => tracker.close());

  const upload = (content: string, query = '', headers: Record<string, string> = {}) =>
    tracker.http
      .post(`/issues/import${query}`)
      .set(headers)
      .attach('file', Buffer.from(content), 'issues.csv');

  const total = async () => (await tracker.http.get('/issues')).body.total as number;

  it('An import that is repeated with one Idempotency-Key is stored once', async () => {
    const csv = ['title', ...rows(1_203), ''].join('\n');
    const keyed = (content: string, query = '') =>
      upload(content, query, { 'Idempotency-Key': 'the-import' });
    const first = await keyed(csv).expect(200);
    const second = await keyed(csv).expect(200);
    expect(second.body).toEqual(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await total()).toBe(1_203);
    for (const other of [
      `${csv}One more\n`,
      csv.replace('Row 7', 'Row x'),
      csv.slice(0, csv.length - 20),
      'title\nOther\n',
    ]) {
      expectProblem(await keyed(other), 422, 'IDEMPOTENCY_KEY_REUSED');
    }
    expectProblem(await keyed(csv, '?atomic=true'), 422, 'IDEMPOTENCY_KEY_REUSED');
    const issue = await tracker.http
      .post('/issues')
      .set('Idempotency-Key', 'the-import')
      .send({ title: 'x' });
    expectProblem(issue, 422, 'IDEMPOTENCY_KEY_REUSED');
    const atomic = { 'Idempotency-Key': 'atomic' };
    await upload('title\nA\n', '?atomic=true', atomic).expect(200);
    const again = await upload('title\nA\n', '?atomic=true', atomic).expect(200);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await total()).toBe(1_204);
  });

  it('Concurrent imports with one Idempotency-Key are stored once; each is replayed or 409', async () => {
    const csv = ['title', ...rows(2_000)].join('\n');
    const responses = await Promise.all(
      Array.from({ length: 6 }, () => upload(csv, '', { 'Idempotency-Key': 'race' })),
    );
    for (const response of responses) {
      if (response.status === 200) expect(response.body.successful).toBe(2_000);
      else expectProblem(response, 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    }
    expect(responses.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(await total()).toBe(2_000);
  });

  it('Nothing of an upload that turns out too large is stored', async () => {
    const csvOf = (count: number) =>
      ['title', ...rows(count).map((title) => title.padEnd(99, '.'))].join('\n');
    // Chunked, so that the server does not know the length in advance.
    const body = new FormData();
    body.set('file', new Blob([csvOf(2_400)]), 'issues.csv');
    const { headers, body: stream } = new Request('http://x', { method: 'POST', body });
    const response = await fetch(`${tracker.url}/issues/import`, {
      method: 'POST',
      headers: { 'content-type': headers.get('content-type') ?? '' },
      body: stream,
      duplex: 'half',
    });
    const problem = (await response.json()) as { code: string };
    expect([response.status, problem.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const declared = await upload(csvOf(3_000));
    expectProblem(declared, 413, 'PAYLOAD_TOO_LARGE');
    expect(await total()).toBe(0);
    await upload('title\nNext\n').expect(200);
  });

  it.each(['', '?atomic=true', '?atomic=true&dry_run=true'])(
    'Other requests are served during a slow upload to /issues/import%s',
    async (query) => {
      const boundary = 'slow';
      const state = { others: 0 };
      async function* body() {
        yield `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\n`;
        for (let part = 0; part < 6; part += 1) {
          yield `${rows(300, part * 300).join('\n')}\n`;
          await tracker.http.post('/issues').send({ title: 'Between' }).expect(201);
          await tracker.http.get('/issues').expect(200);
          state.others += 1;
        }
        yield `\r\n--${boundary}--\r\n`;
      }
      const encoder = new TextEncoder();
      const stream = ReadableStream.from(
        (async function* () {
          for await (const piece of body()) yield encoder.encode(piece);
        })(),
      );
      const response = await fetch(`${tracker.url}/issues/import${query}`, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        body: stream,
        duplex: 'half',
      });
      expect(await response.json()).toMatchObject({ total_rows: 1_800, successful: 1_800 });
      expect(state.others).toBe(6);
      expect(await total()).toBe(query.endsWith('dry_run=true') ? 6 : 1_806);
    },
  );

  it('A write that waits longer than DATABASE_TIMEOUT_SECONDS for its turn is 503', async () => {
    const other = await createTestApp({ DATABASE_TIMEOUT_SECONDS: '1' });
    const busy = await holdWrites(other);
    const send = (query: string) =>
      other.http
        .post(`/issues/import${query}`)
        .attach('file', Buffer.from('title\nx\n'), 'issues.csv');
    try {
      const create = () => other.http.post('/issues').send({ title: 'x' });
      // On PostgreSQL there is no turn, but a lock, which long work waits for without a limit.
      const imports = __DIALECT__ === 'sqlite' ? [send(''), send('?atomic=true')] : [];
      const responses = await Promise.all([create(), create(), ...imports]);
      for (const response of responses) expectProblem(response, 503, 'DATABASE_UNAVAILABLE');
      await busy.release();
      await create().expect(201);
      await send('?atomic=true').expect(200);
      expect((await other.http.get('/issues')).body.total).toBe(2);
    } finally {
      await busy.release();
      await other.close();
    }
  });

  it('An upload is received completely while the database is busy, and stored afterwards', async () => {
    const other = await createTestApp();
    const busy = await holdWrites(other);
    try {
      const row = `Title,${'x'.repeat(60_000)}\n`;
      const encoder = new TextEncoder();
      function* body() {
        yield encoder.encode(
          '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle,description\n',
        );
        for (let rows = 0; rows < 600; rows += 1) yield encoder.encode(row);
        yield encoder.encode('\r\n--b--\r\n');
        void busy.release();
      }
      const init: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: ReadableStream.from(body()),
        duplex: 'half',
      };
      const response = await fetch(`${other.url}/issues/import`, init);
      expect(await response.json()).toMatchObject({ successful: 600, errors: [] });
    } finally {
      await busy.release();
      await other.close();
    }
  });

  it('Twenty imports that update, beside patches and labels, make one issue of each external id', async () => {
    const other = await createTestApp({
      ...{ CONCURRENT_IMPORTS: '20', CONCURRENT_PER_CLIENT: '100' },
      // All of them wait for each other, so that the last one waits long.
      ...{ DATABASE_TIMEOUT_SECONDS: '900', REQUEST_TIMEOUT_SECONDS: '900' },
    });
    const ids = Array.from({ length: 12 }, (_, index) => String(index));
    const send = (turn: number, known: readonly string[] = ids) => {
      // Each file has another order, so that the imports lock the issues in different ones.
      const shuffled = [...known.slice(turn), ...known.slice(0, turn)];
      const rows = shuffled.map(
        (id) => `Of ${String(turn)},${turn % 2 ? 'high' : ''},b${id};${String(turn)},crm,${id}`,
      );
      const csv = ['title,priority,labels,external_source,external_id', ...rows].join('\n');
      return other.http
        .post('/issues/import?on_existing=update')
        .attach('file', Buffer.from(csv), 'issues.csv');
    };
    try {
      const first = await send(20, ids.slice(0, 6)).expect(200);
      const { body } = await other.http.get('/issues?fields=id&page_size=100').expect(200);
      const paths = (body.items as { id: number }[]).map(({ id }) => `/issues/${String(id)}`);
      const responses = await Promise.all([
        ...Array.from({ length: 20 }, (_, turn) => send(turn)),
        ...paths.flatMap((path, index) => [
          other.http
            .patch(path)
            .set('If-Match', '*')
            .send({ title: `Patched ${String(index)}` }),
          other.http.put(`${path}/labels`).send({ label_names: ['put', `b${String(index)}`] }),
        ]),
      ]);
      expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
      const imports = responses.slice(0, 20).map(({ body: report }) => report as Report);
      expect(imports.map(({ failed }) => failed)).toEqual(imports.map(() => 0));
      const sum = (name: 'created' | 'updated') =>
        imports.reduce((total, report) => total + report[name], 0);
      expect(sum('created')).toBe(6);
      const changes = [first, ...responses].flatMap(({ headers }) => headers['change-id'] ?? []);
      const patches = new Set(changes).size - 1 - imports.filter((one) => one.change_id).length;
      const stored = await other.http.get('/issues?page_size=100&sort=id').expect(200);
      const issues = stored.body.items as StoredIssue[];
      expect(issues.map(({ external_id }) => external_id.id).sort()).toEqual([...ids].sort());
      const raised = issues.reduce((total, { version }) => total + version - 1, 0);
      expect(raised).toBe(sum('updated') + patches);
      for (const issue of issues) {
        const { body: events } = await other.http
          .get(`/issues/${String(issue.id)}/timeline?page_size=1000`)
          .expect(200);
        expect(stateOf(events as Event[])).toEqual({
          title: issue.title,
          priority: issue.priority,
          labels: issue.labels.map(({ name }) => name),
        });
      }
      const health = await other.http.get('/maintenance/health').expect(200);
      expect(health.body).toMatchObject({ healthy: true });
    } finally {
      await other.close();
    }
  });
});

interface Report {
  readonly failed: number;
  readonly created: number;
  readonly updated: number;
  readonly change_id: number | null;
}

interface StoredIssue extends IssueBody {
  readonly priority: string;
  readonly external_id: { readonly id: string };
}

interface Event {
  readonly event_type: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the events say that the issue is now: each follows the one before. */
function stateOf(events: readonly Event[]) {
  const values: Record<string, unknown> = {};
  const labels = new Set<unknown>();
  for (const { event_type, details } of events) {
    const { title, priority, field, from, to, name } = details;
    if (event_type === 'created') Object.assign(values, { title, priority });
    if (event_type === 'updated') {
      expect(from).toBe(values[String(field)]);
      values[String(field)] = to;
    }
    if (event_type === 'label_added') expect(labels.has(name)).toBe(false);
    if (event_type === 'label_removed') expect(labels.delete(name)).toBe(true);
    else if (event_type === 'label_added') labels.add(name);
  }
  return { ...values, labels: [...labels].sort() };
}
