import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../dist/src/common/random.js';

const WORDS =
  'login page button report export import search index cache queue retry timeout stream batch row column filter label comment user token session cookie header proxy worker cluster disk memory thread lock version merge branch commit deploy rollback backup restore schema query plan cursor page limit offset sort order group count total average latency error warning crash hang leak race deadlock overflow encoding unicode newline quote escape parser lexer compiler linker driver kernel network socket packet firewall certificate'.split(
    ' ',
  );
const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['low', 'medium', 'high', 'critical'];
export const LABELS = Array.from({ length: 40 }, (_, index) => `label-${index + 1}`);

/** Issues of two years, about 300 bytes each; the same ones for the same seed. */
export function* issues(rows, seed = 1) {
  const next = seededRandom(seed);
  const pick = (values) => values[Math.floor(next() * values.length)];
  const words = (count) => Array.from({ length: count }, () => pick(WORDS)).join(' ');
  const start = Date.parse('2024-01-01T00:00:00Z');
  for (let row = 0; row < rows; row += 1) {
    const created = start + Math.floor(next() * 700 * 86_400_000);
    const status = pick(STATUSES);
    const done = status === 'resolved' || status === 'closed';
    yield {
      title: `${words(6)} ${row}`,
      description: words(24),
      status,
      priority: pick(PRIORITIES),
      labels: [...new Set([pick(LABELS), pick(LABELS)])],
      created_at: new Date(created).toISOString(),
      resolved_at: done ? new Date(created + Math.floor(next() ** 3 * 2e9)).toISOString() : null,
    };
  }
}

/** Writes the issues as a CSV file. */
export async function writeCsv(file, rows, seed = 1) {
  const out = createWriteStream(file);
  out.write('title,description,status,priority,labels,created_at,resolved_at\n');
  let lines = [];
  for (const issue of issues(rows, seed)) {
    const { title, description, status, priority, labels, created_at, resolved_at } = issue;
    lines.push(
      `${title},"${description}, and so on",${status},${priority},${labels.join(';')},${created_at},${resolved_at ?? ''}\n`,
    );
    if (lines.length < 1000) continue;
    if (!out.write(lines.join(''))) await once(out, 'drain');
    lines = [];
  }
  out.end(lines.join(''));
  await finished(out);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file, rows = '1000000', seed = '1'] = process.argv;
  if (!file) {
    console.error('usage: node bench/generate-csv.mjs FILE [ROWS] [SEED]');
    process.exit(2);
  }
  await writeCsv(file, Number(rows), Number(seed));
}
