import Database from 'better-sqlite3';
import pg from 'pg';
import { pastPooler } from './databases.js';
import { DERIVED_TABLES } from '../../src/summaries/summary-tables.js';

type Row = Readonly<Record<string, unknown>>;

/** What the application stores, without the migrations and what is derived. */
export type Contents = Readonly<Record<string, string[]>>;

const EXCLUDED_TABLES = [...DERIVED_TABLES, 'migrations', 'typeorm_metadata'];

/** Every row of every table, read by the driver alone, in the same form for both dialects. */
export async function contentsOf(url: string): Promise<Contents> {
  const { query, close } = await open(url);
  try {
    const found: Record<string, string[]> = {};
    for (const { name } of (await query(TABLES[dialectOf(url)])) as { name: string }[]) {
      if (!EXCLUDED_TABLES.includes(name))
        found[name] = (await query(`SELECT * FROM ${name}`)).map(textOf);
    }
    return Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.sort()]));
  } finally {
    await close();
  }
}

/** Runs statements by the driver alone, without the rules of the application. */
export async function tamper(url: string, ...statements: string[]): Promise<void> {
  const { query, close } = await open(url);
  try {
    for (const statement of statements) await query(statement);
  } finally {
    await close();
  }
}

/** The rows of one statement, read by the driver alone. */
export async function rowsOf(url: string, statement: string): Promise<Row[]> {
  const { query, close } = await open(url);
  return query(statement).finally(close);
}

const dialectOf = (url: string) => (url.startsWith('sqlite:') ? 'sqlite' : 'postgres');

const TABLES = {
  sqlite: `SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
  postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
} as const;

async function open(url: string) {
  if (dialectOf(url) === 'sqlite') {
    const db = new Database(url.slice('sqlite:'.length), { timeout: 5_000 });
    db.pragma('foreign_keys = OFF');
    const run = (text: string): Row[] => {
      const statement = db.prepare(text);
      if (statement.reader) return statement.all() as Row[];
      statement.run();
      return [];
    };
    return {
      query: (text: string) => Promise.resolve(run(text)),
      close: () => Promise.resolve(void db.close()),
    };
  }
  const client = new pg.Client({ connectionString: pastPooler(url), types: { getTypeParser } });
  await client.connect();
  return {
    query: async (text: string) => (await client.query<Row>(text)).rows,
    close: () => client.end(),
  };
}

/** Reads 64-bit ids as numbers, as on SQLite. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (type, format) =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);

const textOf = (row: Row): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );
