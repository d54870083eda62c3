import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import { root } from '../scripts/prepare.mjs';
import { writeDocument } from './write-document.mjs';

/**
 * Writes docs/query-plans.md: how each database reads a page of a list by every combination of at
 * most two filters. The arguments are the URLs of populated databases, first SQLite, then PostgreSQL.
 */
const CASES = [
  ['no filter', {}],
  ['status', { status: ['open'] }],
  ['priority', { priority: ['high'] }],
  ['assignee', { assignee_id: ['5'] }],
  ['label', { label: ['bug'] }],
  ['status, priority', { status: ['open'], priority: ['critical'] }],
  ['status, assignee', { status: ['open'], assignee_id: ['5'] }],
  ['priority, assignee', { priority: ['low'], assignee_id: ['none'] }],
  ['status, label', { status: ['open'], label: ['bug'] }],
  ['priority, label', { priority: ['high'], label: ['bug'] }],
  ['assignee, label', { assignee_id: ['5'], label: ['bug'] }],
];
const SHOWN = ['no filter', 'status', 'status, priority', 'status, label'];

const urls = process.argv.slice(2);
if (urls.length !== 2) {
  console.error('usage: node bench/plans.mjs sqlite:FILE postgresql://…');
  process.exit(2);
}

async function plansOf(url, explain) {
  process.env.DATABASE_URL = url;
  process.env.LOG_LEVEL = 'silent';
  const { AppModule } = await import('../dist/src/app.module.js');
  const { loadConfiguration } = await import('../dist/src/config/configuration.js');
  const { IssueListService } = await import('../dist/src/issues/list/issue-list.service.js');
  const app = await NestFactory.createApplicationContext(
    AppModule.register(loadConfiguration(process.env)),
    { logger: false },
  );
  const source = app.get(getDataSourceToken(url.startsWith('sqlite') ? 'reader' : undefined));
  const lists = app.get(IssueListService);
  const plans = [];
  try {
    for (const [name, filter] of CASES) {
      const first = await pageStatement(source, () => lists.list({ ...filter, page_size: 20 }));
      const { nextCursor } = await lists.list({ ...filter, page_size: 20, page: 50 });
      const next = await pageStatement(source, () =>
        lists.list({ ...filter, page_size: 20, cursor: nextCursor ?? undefined }),
      );
      plans.push({ name, first: await explain(source, first), next: await explain(source, next) });
    }
  } finally {
    await app.close();
  }
  return plans;
}

/** The statement that finds the ids of a page. */
async function pageStatement(source, work) {
  const seen = [];
  const { logger } = source;
  source.logger = Object.assign(Object.create(logger), {
    logQuery: (sql, parameters) => seen.push([sql, parameters]),
  });
  await work();
  source.logger = logger;
  return seen.find(([sql]) => sql.includes('sort_key_0'));
}

async function explainSqlite(source, [sql, parameters]) {
  const rows = await source.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
  const depth = new Map([[0, -1]]);
  const lines = rows.map(({ id, parent, detail }) => {
    depth.set(id, (depth.get(parent) ?? -1) + 1);
    return `${'  '.repeat(depth.get(id))}${detail}`;
  });
  const ranges = lines.filter((line) => /(SEARCH|SCAN) (issue|link) /.test(line));
  const indexes = ranges.map((line) => /INDEX (\w+)/.exec(line)?.[1] ?? 'none');
  return { lines, ranges: ranges.length, indexes: new Set(indexes) };
}

async function explainPostgres(source, [sql, parameters]) {
  const explain = (options) => source.query(`EXPLAIN (${options}) ${sql}`, parameters);
  const text = await explain('ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF');
  const [{ 'QUERY PLAN': plan }] = await explain('ANALYZE, BUFFERS, FORMAT JSON');
  const root = (typeof plan === 'string' ? JSON.parse(plan) : plan)[0].Plan;
  const nodes = flatten(root);
  const scans = nodes.filter((node) => node['Relation Name'] && node['Relation Name'] !== 'labels');
  return {
    lines: text.map((row) => row['QUERY PLAN']),
    ranges: scans.length,
    indexes: new Set(scans.map((node) => node['Index Name'] ?? 'none')),
    rows: scans.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
    blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

const flatten = (node) => [node, ...(node.Plans ?? []).flatMap(flatten)];

function document(sqlite, postgres) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const table = [
    row(['filters', 'index', 'ranges', 'rows read', 'blocks', 'rows read, by cursor']),
    row(['---', '---', '--:', '--:', '--:', '--:']),
    ...CASES.map(([name], index) => {
      const { first, next } = postgres[index];
      const lite = sqlite[index].first;
      const indexes = [...new Set([...lite.indexes, ...first.indexes])];
      return row([
        name,
        indexes.map((one) => `\`${one}\``).join(', '),
        [...new Set([lite.ranges, first.ranges])].join(' / '),
        Math.round(first.rows),
        first.blocks,
        Math.round(next.rows),
      ]);
    }),
  ];
  const shown = SHOWN.flatMap((name) => {
    const index = CASES.findIndex(([one]) => one === name);
    return [
      `## ${name}`,
      '`EXPLAIN QUERY PLAN`, SQLite:',
      `\`\`\`text\n${sqlite[index].first.lines.join('\n')}\n\`\`\``,
      '`EXPLAIN (ANALYZE, BUFFERS)`, PostgreSQL:',
      `\`\`\`text\n${postgres[index].first.lines.join('\n')}\n\`\`\``,
    ];
  });
  return `${[
    '# Query plans of the lists',
    'How the ids of a page of 20 are found, newest first, by every combination of at most two filters, with a million issues of `npm run cli -- populate`. Each filter is a set of index ranges in the order of the page. They are merged (docs/decisions/0013): what is read is about a page and one row for each range. Rows and blocks are those of PostgreSQL. SQLite has the same ranges of the same indexes. It puts the at most 21 rows of each in order once more before it merges them.',
    table.join('\n'),
    'Made by `node bench/plans.mjs sqlite:FILE postgresql://…` from two populated databases.',
    ...shown,
  ].join('\n\n')}\n`;
}

const [sqlite, postgres] = [
  await plansOf(urls[0], explainSqlite),
  await plansOf(urls[1], explainPostgres),
];
await writeDocument(join(root, 'docs/query-plans.md'), document(sqlite, postgres));
