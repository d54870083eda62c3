import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  startPostgres as startServer,
  stopPostgres,
} from '../test/support/native/postgres-server.mjs';

/** A PostgreSQL of our own, as durable as one of an operator, or that of TEST_POSTGRES_URL. */
export async function startPostgres() {
  const isOurs = process.env.TEST_POSTGRES_URL === undefined;
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-postgres-'));
  // PostgreSQL has a user of its own, who has to get to its data.
  chmodSync(folder, 0o755);
  await startServer(join(folder, 'postgres'), { durable: true });
  const admin = process.env.TEST_POSTGRES_URL;
  let databases = 0;
  return {
    async createDatabase({ template } = {}) {
      databases += 1;
      const name = `bench_${process.pid}_${databases}`;
      const from = template ? ` TEMPLATE ${new URL(template).pathname.slice(1)}` : '';
      await runOn(admin, `CREATE DATABASE ${name}${from}`);
      return Object.assign(new URL(admin), { pathname: `/${name}` }).href;
    },
    async stop() {
      await stopPostgres();
      if (isOurs) delete process.env.TEST_POSTGRES_URL;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a statement on a connection of its own. */
export async function runOn(connectionString, statement, parameters) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client.query(statement, parameters).finally(() => client.end());
}
