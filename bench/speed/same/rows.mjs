import Database from 'better-sqlite3';
import pg from 'pg';

const CHANGED = 'SELECT issue_id FROM issue_events WHERE created_at >= $1';

/** What a write may have changed since a time: the issues, and all that belongs to them. */
const CHANGES = {
  issues: `SELECT * FROM issues WHERE id IN (${CHANGED}) ORDER BY id`,
  issue_labels: `SELECT * FROM issue_labels WHERE issue_id IN (${CHANGED}) ORDER BY issue_id, label_id`,
  comments: `SELECT * FROM comments WHERE created_at >= $1 ORDER BY id`,
  changes: `SELECT created_at, actor_id, request_id, kind, issues_count, reverts FROM changes
    WHERE created_at >= $1 ORDER BY id`,
  issue_events: `SELECT issue_id, event_type, issue_version, event.actor_id, event.request_id, details,
      undo, event.created_at, change.kind
    FROM issue_events event JOIN changes change ON change.id = change_id
    WHERE event.created_at >= $1`,
  labels: 'SELECT name, name_key, color, description FROM labels ORDER BY name',
};

const COUNTS = {
  issue_counts: `SELECT status, priority, assignee_id, sum(issues) AS issues FROM issue_counts
    GROUP BY 1, 2, 3`,
  label_counts: `SELECT label_id, status, priority, assignee_id, sum(issues) AS issues
    FROM label_counts GROUP BY 1, 2, 3, 4`,
};

/** Begins to watch a database; the returned function says what was changed in it, as a text for each table. */
export async function watchRows(url) {
  const since = new Date().toISOString();
  const database = url.startsWith('sqlite:') ? openSqlite(url) : await openPostgres(url);
  const before = await countsIn(database);
  return async () => {
    const after = await countsIn(database);
    const texts = [];
    for (const [table, counts] of Object.entries(after)) {
      texts.push({ path: table, text: differenceOf(before[table], counts) });
    }
    for (const [table, sql] of Object.entries(CHANGES)) {
      const rows = await database.run(sql, sql.includes('$1') ? [since] : []);
      const lines = rows.map((row) => JSON.stringify(plain(row)));
      // The order of the events of one change is nobody's promise.
      if (table === 'issue_events') lines.sort();
      texts.push({ path: table, text: lines.join('\n') });
    }
    await database.end();
    return texts;
  };
}

/** How many issues there are of each kind. */
async function countsIn(database) {
  const counts = {};
  for (const [table, sql] of Object.entries(COUNTS)) {
    const rows = await database.run(sql, []);
    const entries = rows.map(({ issues, ...kind }) => [JSON.stringify(kind), Number(issues)]);
    counts[table] = new Map(entries);
  }
  return counts;
}

/** The counts alone depend on what else was sent, and in which order. */
function differenceOf(before, after) {
  // A kind without issues may have no row.
  const all = [...new Set([...before.keys(), ...after.keys()])];
  const kinds = all.map((kind) => [kind, (after.get(kind) ?? 0) - (before.get(kind) ?? 0)]);
  const changed = kinds.filter(([, issues]) => issues !== 0);
  return changed
    .map((kind) => kind.join(' '))
    .sort()
    .join('\n');
}

/** JSON in a text is compared as JSON. */
const plain = (row) =>
  'details' in row ? { ...row, details: JSON.parse(row.details), undo: JSON.parse(row.undo) } : row;

function openSqlite(url) {
  const db = new Database(url.replace(/^sqlite:/, ''), { readonly: true });
  return {
    run: (sql, [since]) => db.prepare(sql.replaceAll('$1', '$since')).all({ since }),
    end: () => db.close(),
  };
}

async function openPostgres(connectionString) {
  const client = new pg.Client({ connectionString });
  // After a failure, the server ends before this client does.
  client.on('error', () => undefined);
  await client.connect();
  return {
    run: async (sql, parameters) => (await client.query(sql, parameters)).rows,
    end: () => client.end(),
  };
}
