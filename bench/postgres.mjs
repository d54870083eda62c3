import pg from 'pg';
import start from '../test/postgres.setup.mjs';
import stop from '../test/postgres.teardown.mjs';

/** Starts a PostgreSQL, or uses that of TEST_POSTGRES_URL. */
export async function startPostgres() {
  await start();
  const admin = process.env.TEST_POSTGRES_URL;
  let databases = 0;
  return {
    async createDatabase() {
      databases += 1;
      const name = `bench_${process.pid}_${databases}`;
      const client = new pg.Client({ connectionString: admin });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return Object.assign(new URL(admin), { pathname: `/${name}` }).href;
    },
    stop,
  };
}
