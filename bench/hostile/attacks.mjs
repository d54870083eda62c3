import { gzipSync } from 'node:zlib';

const SQL = "'; DROP TABLE issues; --";
const JSON_TYPE = { 'content-type': 'application/json' };

/** An issue with a history of long texts, and one with long comments: the first behind the sample data. */
export const EDITED_ISSUE = 6;
export const DISCUSSED_ISSUE = 7;

/** A character that JSON writes as six. */
export const CONTROL_TEXT = '\u0001'.repeat(99_999);

const post = (path, headers, body) => ({ method: 'POST', path, headers, body });
export const json = (path, text) => post(path, JSON_TYPE, text);
const get = (path, headers) => ({ method: 'GET', path, headers });
const search = (text) => get(`/issues?q=${encodeURIComponent(text)}`);

const upload = (content, query = '') =>
  post(
    `/issues/import${query}`,
    { 'content-type': 'multipart/form-data; boundary=b' },
    Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'),
      Buffer.from(content),
      Buffer.from('\r\n--b--\r\n'),
    ]),
  );

const words = (count, sign = '') =>
  Array.from({ length: count }, (_, index) => `${sign}word${index}`).join(' ');
const columns = Array.from({ length: 60_000 }, (_, index) => `c${index}`).join(',');

/** One after the other, since imports of one address are limited. */
const UPLOADS = [
  upload(gzipSync(Buffer.alloc(200_000_000), { level: 9 })),
  upload(`title\n"${'x'.repeat(2_000_000)}`),
  upload(`title,${columns}\nx\n`),
  upload(`title${','.repeat(1_000_000)}\n${'x\n'.repeat(200)}`),
  upload(`title,description\n${`x,"${'""'.repeat(1_950_000)}"\n`.repeat(5)}`),
  upload(`title,labels\nx,"${';'.repeat(500_000)}"\n`),
  upload(`title\n${'\n'.repeat(9_000_000)}`),
  upload(`title,labels\n${`x,${words(100).replaceAll(' ', ';')}\n`.repeat(150)}`, '?dry_run=true'),
];

/** The requests that are sent repeatedly, by name; several of one name in turn. */
export const ATTACKS = {
  'SQL in every field': json(
    '/issues',
    JSON.stringify({ title: SQL, description: SQL, status: SQL, priority: SQL, assignee_id: SQL }),
  ),
  'SQL in a search': search(SQL),
  'a search of 2,000 words': search('word '.repeat(2_000)),
  'a search of 4,000 excluded words': search(words(4_000, '-')),
  'a search of 50 excluded words': search(words(50, '-')),
  'the last possible page': get('/issues?page=2147483647&status=open'),
  'a page of long texts': get('/issues?page_size=100'),
  'a timeline of long texts': get(`/issues/${EDITED_ISSUE}/timeline?page_size=1000`),
  'an edit of the first version': {
    method: 'PATCH',
    path: `/issues/${EDITED_ISSUE}`,
    headers: JSON_TYPE,
    body: '{"title":"late","version":1}',
  },
  'a long comment': json(
    `/issues/${DISCUSSED_ISSUE}/comments`,
    JSON.stringify({ author_id: 1, body: words(9_000) }),
  ),
  'an issue with long comments': get(`/issues/${DISCUSSED_ISSUE}`),
  'the name of another host': get('/issues', { host: 'evil.example' }),
  '10 MB of JSON': json('/issues', JSON.stringify({ title: 'x'.repeat(10_000_000) })),
  '10 MB of JSON, compressed': post(
    '/issues',
    { ...JSON_TYPE, 'content-encoding': 'gzip' },
    gzipSync(JSON.stringify({ title: 'x'.repeat(10_000_000) })),
  ),
  'JSON 100,000 deep': json('/issues', `{"title":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
  '__proto__ keys': json('/issues', '{"title":"x","__proto__":{"status":"closed"}}'),
  '60,000 unknown fields': json(
    '/issues',
    `{${Array.from({ length: 60_000 }, (_, index) => `"field${index}":1`).join(',')}}`,
  ),
  '400,000 ids': json(
    '/issues/bulk-status',
    `{"status":"open","issue_ids":[${Array(400_000).fill(1).join(',')}]}`,
  ),
  'a header of 64 kB': get('/issues', { 'x-long': 'x'.repeat(65_536) }),
  uploads: UPLOADS,
};
