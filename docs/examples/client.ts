/**
 * A client in TypeScript: openapi-fetch, and types made from the OpenAPI document (`npm run client`).
 *
 *     npx tsx client.ts http://127.0.0.1:8000 [TOKEN]
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import createClient from 'openapi-fetch';
import type { components, paths } from './issue-tracker.d.ts';

type Issue = components['schemas']['IssueResponse'];
type Problem = components['schemas']['ProblemResponse'];
type Change = Omit<components['schemas']['UpdateIssueRequest'], 'version'>;

const [baseUrl = 'http://127.0.0.1:8000', token] = process.argv.slice(2);
const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
const client = createClient<paths>({ baseUrl, headers });

const failure = ({ code, detail, request_id }: Problem) =>
  new Error(`${code}: ${detail} (request ${request_id})`);

const ATTEMPTS = 5;

/** Sends again what may be sent again: a read, or a write with an `Idempotency-Key`. */
async function retrying<Result extends { response: Response; error?: Problem }>(
  send: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === ATTEMPTS;
    const result = await send().catch((error: unknown) => {
      if (isLast) throw error;
      return undefined;
    });
    const isTemporary =
      result?.response.status === 503 || result?.error?.code === 'IDEMPOTENCY_KEY_IN_FLIGHT';
    if (result && (isLast || !isTemporary)) return result;
    await setTimeout(1000 * Number(result?.response.headers.get('Retry-After') ?? attempt));
  }
}

/** Creates an issue once, however often the request has to be sent; the key belongs to this issue. */
async function create(title: string, key: string): Promise<{ issue: Issue; replayed: boolean }> {
  const { data, error, response } = await retrying(() =>
    client.POST('/issues', {
      params: { header: { 'Idempotency-Key': key } },
      body: { title, status: 'open', priority: 'medium' },
    }),
  );
  if (!data) throw failure(error);
  return { issue: data, replayed: response.headers.get('Idempotency-Replayed') === 'true' };
}

/** The issue with its tag; undefined when it is still the one with `known`. */
async function read(
  id: number,
  known?: string,
): Promise<{ issue: Issue; tag: string } | undefined> {
  const { data, error, response } = await retrying(() =>
    client.GET('/issues/{id}', { params: { path: { id }, header: { 'If-None-Match': known } } }),
  );
  if (response.status === 304) return undefined;
  if (!data) throw failure(error);
  return { issue: data, tag: response.headers.get('ETag') ?? '' };
}

/** Changes the issue if it is still the one that was read with `tag`; otherwise the status is 412. */
async function update(id: number, tag: string, change: Change): Promise<Issue> {
  const { data, error } = await client.PATCH('/issues/{id}', {
    params: { path: { id }, header: { 'If-Match': tag } },
    body: change,
  });
  if (!data) throw failure(error);
  return data;
}

/** Changes the issue that was read at `version`, also when others have changed other fields. */
async function merge(id: number, version: number, change: Change): Promise<Issue> {
  for (let current = version; ;) {
    const { data, error } = await client.PATCH('/issues/{id}', {
      params: { path: { id } },
      body: { ...change, version: current },
    });
    if (data) return data;
    const { code, changed_fields = [], current_version } = error;
    if (code !== 'VERSION_CONFLICT' || current_version === undefined) throw failure(error);
    const taken = changed_fields.filter((field) => field in change);
    if (taken.length > 0)
      throw new Error(`Changed by others: ${taken.join(', ')}. Ask which to keep.`);
    current = current_version;
  }
}

/** All pages, none of which repeats or misses an issue while others are written. */
async function* pages(page_size: number): AsyncGenerator<readonly Issue[]> {
  let cursor: string | null | undefined;
  do {
    const query = cursor ? { page_size, cursor } : { page_size };
    const { data, error } = await retrying(() => client.GET('/issues', { params: { query } }));
    if (!data) throw failure(error);
    yield data.items;
    cursor = data.next_cursor;
  } while (cursor !== null);
}

async function importCsv(csv: string, key: string) {
  const { data, error } = await retrying(() =>
    client.POST('/issues/import', {
      params: { header: { 'Idempotency-Key': key } },
      body: { file: csv },
      bodySerializer: ({ file }) => {
        const form = new FormData();
        form.append('file', new Blob([file]), 'issues.csv');
        return form;
      },
    }),
  );
  if (!data) throw failure(error);
  return data;
}

const key = randomUUID();
const { issue } = await create('Fix login bug', key);
// As after a response that was lost: the same key, and no second issue.
const again = await create('Fix login bug', key);
if (again.issue.id !== issue.id || !again.replayed) throw new Error('There are two issues.');
console.log(`created issue ${String(issue.id)} once`);

const first = await read(issue.id);
if (first === undefined || (await read(issue.id, first.tag)) !== undefined)
  throw new Error('No tag.');
console.log(`read version ${String(first.issue.version)}, unchanged since`);

const changed = await update(issue.id, first.tag, { status: 'in_progress' });
console.log(`changed the status to ${changed.status}, version ${String(changed.version)}`);

// With the version from before that change, which was of another field: 409 at first.
const merged = await merge(issue.id, first.issue.version, { priority: 'high' });
console.log(`merged: ${merged.status}, ${merged.priority}, version ${String(merged.version)}`);

const sizes: number[] = [];
for await (const page of pages(4)) sizes.push(page.length);
console.log(`listed pages of ${sizes.join(' and ')}`);

const report = await importCsv('title,status\nImported,open\n,open\n', randomUUID());
console.log(`imported ${String(report.successful)} of ${String(report.total_rows)} rows`);
for (const { row_number, errors } of report.errors) {
  console.log(`row ${String(row_number)}: ${errors.join('; ')}`);
}
