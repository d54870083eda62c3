import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { DataSource } from 'typeorm';
import type { Progress } from '../../common/progress.js';
import type { Configuration } from '../../config/configuration.js';
import type { PostgresAddress } from '../../config/database-url.js';
import { DatabaseFiles, type Contents, type Space } from '../database-files.js';
import { carryOver } from '../carry-over.js';
import { migrate } from '../migrate.js';
import { POSTGRES } from './postgres-dialect.js';
import { isPooled, PooledError } from './pooled-connections.js';
import { finished, linesOf, runTool, startTool } from './postgres-tools.js';

/** The schema of the replaced tables, inside the transaction of a restore. */
const REPLACED = 'replaced_by_restore';

/** A line of `pg_dump --verbose`. */
const DUMPING = /dumping contents of table "public\.(\w+)"/;

const COPY = /^COPY public\.(\S+) \(([^)]*)\) FROM stdin;$/;

/** Backup and restore by PostgreSQL's own tools, in the custom format. */
export class PostgresFiles extends DatabaseFiles {
  readonly extension = '.dump';
  readonly checksIntegrity = false;

  /** Without the password: every user of the machine can see the arguments of a process. */
  private readonly url: string;
  private readonly secret: Readonly<Record<string, string>>;

  /** About as long as the script of each dump that was inspected; its bytes differ for letters beyond ASCII. */
  private readonly scriptLengths = new Map<string, number>();

  constructor(
    address: PostgresAddress,
    private readonly configuration: Pick<Configuration, 'database'>,
    private readonly dataSource: DataSource,
  ) {
    super();
    const { url, servers } = configuration.database.adminAddress ?? address;
    const { password } = new URL(servers[0] ?? url);
    this.secret = password ? { PGPASSWORD: decodeURIComponent(password) } : {};
    this.url = url.replace(/^(postgresql:\/\/[^:@/]*):[^@/]*@/, '$1@');
  }

  /** @throws PooledError when the connection leads to a pooler: pg_dump sets what it never resets */
  async copyTo(file: string, progress?: Progress): Promise<void> {
    const { adminAddress } = this.configuration.database;
    if (!adminAddress && (await isPooled(this.dataSource))) throw new PooledError();
    const sizes = await this.tableSizes();
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 1);
    let begun = 0;
    const onDetail = (line: string) => {
      const size = sizes.get(DUMPING.exec(line)?.[1] ?? '');
      if (size === undefined) return;
      progress?.(begun / all);
      begun += size;
    };
    const args = ['--format=custom', '--no-owner', '--verbose', `--file=${file}`, this.url];
    await runTool('pg_dump', args, this.secret, onDetail);
  }

  /** Reads the entire dump, and counts the rows that it would load. */
  async inspect(file: string): Promise<Contents> {
    const tool = startTool('pg_restore', ['--data-only', '--file=-', file]);
    const ended = finished(tool);
    tool.stdin?.end();
    const rows: Record<string, number> = {};
    const migrations: string[] = [];
    let table: string | undefined;
    let nameColumn = -1;
    let characters = 0;
    for await (const line of tool.stdout ? linesOf(tool.stdout) : []) {
      characters += line.length + 1;
      const copy = COPY.exec(line);
      if (table === undefined && copy) {
        table = copy[1] ?? '';
        rows[table] = 0;
        nameColumn = (copy[2] ?? '').split(', ').indexOf('name');
      } else if (line === '\\.') table = undefined;
      else if (table !== undefined) {
        rows[table] = (rows[table] ?? 0) + 1;
        if (table === 'migrations') migrations.push(line.split('\t')[nameColumn] ?? '');
      }
    }
    await ended;
    this.scriptLengths.set(file, characters);
    return { errors: [], rows, migrations };
  }

  /** A dump cannot be migrated before it is restored: see `upgradeReplaced`. */
  upgrade(): Promise<void> {
    return Promise.resolve();
  }

  async upgradeReplaced(): Promise<void> {
    await migrate(this.configuration);
  }

  /**
   * One transaction of one session locks the tables against writers and replaces them by those of the
   * dump. Readers wait for its end; a failure changes nothing. The settings of the dump end with it, so
   * that a connection pooler gives nobody a connection that has them.
   */
  async replaceBy(
    file: string,
    whileLocked: () => Promise<void>,
    progress?: Progress,
  ): Promise<void> {
    const session = startTool(
      'psql',
      ['--no-psqlrc', '--quiet', '--tuples-only', '--set=ON_ERROR_STOP=1', this.url],
      this.secret,
    );
    const ended = finished(session);
    const { stdin, stdout } = session;
    if (!stdin || !stdout) throw new Error('psql has no standard streams.');
    // If the session ends early, `ended` rejects.
    stdin.on('error', () => undefined);
    const tables = await this.tables();
    stdin.write(`BEGIN; ${keepWritersOut(tables)} SELECT 'locked';\n`);
    await Promise.race([once(stdout, 'data'), ended]);
    stdout.resume();
    try {
      await whileLocked();
      stdin.write(takeOver(tables));
      const script = startTool('pg_restore', ['--no-owner', '--file=-', file]);
      script.stdin?.end();
      const written = finished(script);
      const length = this.scriptLengths.get(file) ?? Infinity;
      let read = 0;
      script.stdout?.on('data', ({ length: more }: Buffer) => progress?.((read += more) / length));
      await Promise.race([
        script.stdout ? pipeline(script.stdout, stdin, { end: false }) : written,
        ended,
      ]);
      await written;
    } catch (error) {
      stdin.end('\nROLLBACK;\n');
      await ended.catch(() => undefined);
      throw error;
    }
    stdin.end(`\n${carryOverScript(tables)}\nCOMMIT;\n`);
    await ended;
  }

  /** PostgreSQL verifies page checksums when it reads a page. */
  integrityErrors(): Promise<string[]> {
    return Promise.resolve([]);
  }

  async space(): Promise<Space> {
    const [row] = await this.dataSource.query<{ bytes: string }[]>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    return { bytes: Number(row?.bytes), free_bytes: 0 };
  }

  async vacuum(): Promise<void> {
    await this.dataSource.query('VACUUM ANALYZE');
  }

  private async tableSizes(): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ name: string; bytes: string }[]>(
      `SELECT tablename AS name, pg_table_size(format('public.%I', tablename)::regclass) AS bytes
       FROM pg_tables WHERE schemaname = 'public'`,
    );
    return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
  }

  private async tables(): Promise<string[]> {
    const rows = await this.dataSource.query<{ name: string }[]>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }
}

/** Retries on a deadlock with a writer that locks the tables in another order. */
const keepWritersOut = (tables: readonly string[]): string => `
DO $$ BEGIN LOOP BEGIN
  LOCK TABLE ${tables.join(', ')} IN EXCLUSIVE MODE;
  EXIT;
EXCEPTION WHEN deadlock_detected THEN NULL; END; END LOOP; END $$;
`;

/**
 * Drops the schema, with tables that the dump does not have, such as those of later migrations.
 * A transaction that has read a table and waits to write would deadlock with this one: such
 * transactions are terminated, and their requests get 503.
 */
const takeOver = (tables: readonly string[]): string => `
DO $$ BEGIN LOOP BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL;
  LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE;
  EXIT;
EXCEPTION WHEN deadlock_detected THEN NULL; END; END LOOP; END $$;
CREATE SCHEMA ${REPLACED};
${tables.map((table) => `ALTER TABLE public.${table} SET SCHEMA ${REPLACED};`).join('\n')}
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
`;

/** Ids go on where they were: one that was given is never given again. */
const CONTINUE_IDS = `DO $$ DECLARE given record; BEGIN
  FOR given IN
    SELECT replaced.sequencename AS name, replaced.last_value AS last
    FROM pg_catalog.pg_sequences replaced JOIN pg_catalog.pg_sequences restored USING (sequencename)
    WHERE replaced.schemaname = '${REPLACED}' AND restored.schemaname = 'public'
      AND replaced.last_value > coalesce(restored.last_value, 0)
  LOOP
    PERFORM setval(format('public.%I', given.name)::regclass, given.last);
  END LOOP;
END $$;`;

/** Part of the transaction that has loaded a dump, whose script has changed the search path. */
const carryOverScript = (tables: readonly string[]): string => {
  const replacement = { restored: 'public.', replaced: `${REPLACED}.`, tables };
  return `SELECT pg_catalog.set_config('search_path', 'public', true);
DO $$ BEGIN
  IF to_regclass('public.issues') IS NULL THEN RETURN; END IF;
  CREATE TABLE IF NOT EXISTS public.carried_over (
    kind text NOT NULL, key text NOT NULL, value text NOT NULL, PRIMARY KEY (kind, key));
  ${carryOver(POSTGRES, replacement)
    .map((statement) => `${statement};`)
    .join('\n  ')}
END $$;
${CONTINUE_IDS}
DROP SCHEMA ${REPLACED} CASCADE;
RESET ALL;`;
};
