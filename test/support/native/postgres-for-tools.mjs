// @ts-check
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { freePort } from './free-port.mjs';
import { migrateTemplate } from './migrate-template.mjs';
import { startPgBouncer } from './pgbouncer.mjs';
import { createCluster, isReady, kill, spawnServer, versionOf } from './postgres-clusters.mjs';
import { administer, nameDatabase } from './postgres-databases.mjs';

/** The folders in which Debian has its versions. */
const DEBIAN = '/usr/lib/postgresql';

/** @type {(() => Promise<void>)[]} */
const stops = [];

/**
 * The tools of PostgreSQL that are installed may be older than the PostgreSQL of the tests, and so make no
 * backups of it. Those who need backups ask at the URL in TEST_POSTGRES_FOR_TOOLS: the first of them has a
 * server of the version of the tools started. The response has the variables by which it is used instead, or
 * none if such a server is not installed.
 *
 * @param {string} run the folder of the run
 */
export async function offerPostgresForTools(run) {
  const version = versionOf('pg_dump');
  const bin = programsOf(version);
  process.env.TEST_PG_DUMP_VERSION = String(version);
  // What is in the path on Debian are scripts in Perl, which take longer than the tools that they start.
  if (bin !== undefined) process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  /** @type {Promise<Record<string, string>> | undefined} */
  let started;
  const offer = createServer((_request, response) => {
    started ??= bin === undefined ? Promise.resolve({}) : startPostgresForTools(run, bin);
    response.setHeader('connection', 'close');
    started.then(
      (variables) => response.end(JSON.stringify(variables)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await freePort();
  await once(offer.listen(port, '127.0.0.1').unref(), 'listening');
  process.env.TEST_POSTGRES_FOR_TOOLS = `http://127.0.0.1:${port}`;
}

/** At the end of the run. */
export const stopPostgresForTools = () => Promise.all(stops.splice(0).map((stop) => stop()));

/**
 * @param {string} run
 * @param {string} bin the folder of its programs
 * @returns {Promise<Record<string, string>>}
 */
async function startPostgresForTools(run, bin) {
  const folder = join(run, 'postgres-for-tools');
  mkdirSync(folder);
  const data = join(folder, 'data');
  createCluster(bin, data);
  const port = await freePort();
  const child = spawnServer(bin, data, port, ['max_connections=300']);
  process.once('exit', () => child.kill('SIGKILL'));
  stops.push(() => kill(child));
  await isReady(child, port);
  const server = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
  const { name, url } = nameDatabase('template', server);
  await administer(`CREATE DATABASE ${name}`, server);
  await migrateTemplate(url);
  const variables = { TEST_POSTGRES_URL: server, TEST_POSTGRES_TEMPLATE: name };
  if (process.env.TEST_PGBOUNCER === undefined) return variables;
  const { through } = await startPgBouncer(run, server);
  return { ...variables, TEST_PGBOUNCER: through(server) };
}

/**
 * The folder of a server and its programs.
 *
 * @param {number | undefined} version
 */
function programsOf(version) {
  const { stdout: configured } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const folders = [
    ...(process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'pg_dump'))
      .filter((tool) => existsSync(tool))
      .map((tool) => dirname(realpathSync(tool))),
    ...(configured ? [configured.trim()] : []),
    ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).map((name) => join(DEBIAN, name, 'bin')) : []),
  ];
  return version === undefined
    ? undefined
    : folders.find((folder) => versionOf(join(folder, 'postgres')) === version);
}
