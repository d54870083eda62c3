import { resolve } from 'node:path';

export interface SqliteAddress {
  readonly dialect: 'sqlite';
  readonly path: string;
}

export interface PostgresAddress {
  readonly dialect: 'postgres';
  /** As PostgreSQL's own tools understand it. */
  readonly url: string;
  /** The URL of each server of a cluster, one of which takes writes; one without a cluster. */
  readonly servers: readonly string[];
}

export type DatabaseAddress = SqliteAddress | PostgresAddress;

export type DialectName = DatabaseAddress['dialect'];

const EXPECTED = 'must be sqlite:./path/to/file.db or postgresql://user:password@host:5432/name';

/**
 * Understands `sqlite:PATH` and `postgresql://…`, and the spellings of SQLAlchemy
 * (`sqlite+aiosqlite:///./x.db`, `postgresql+asyncpg://…`), so that an old `.env` works.
 */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  const match = /^([a-z0-9]+)(?:\+[a-z0-9]+)?:(.*)$/is.exec(text.trim());
  const scheme = match?.[1]?.toLowerCase();
  const rest = match?.[2] ?? '';
  if (scheme === 'sqlite') {
    // sqlite:///x.db is relative and sqlite:////x.db absolute, as in SQLAlchemy.
    const path = rest.startsWith('///') ? rest.slice(3) : rest;
    if (path === '' || path.startsWith('//') || path.includes(':memory:')) {
      throw new Error(`${EXPECTED}; the database has to be a file`);
    }
    return { dialect: 'sqlite', path: resolve(path) };
  }
  if (scheme === 'postgresql' || scheme === 'postgres') {
    return parsePostgresUrl(`postgresql:${rest}`);
  }
  throw new Error(`${EXPECTED}, not ${scheme === undefined ? 'this' : `"${scheme}:…"`}`);
}

const ATTRIBUTES = 'target_session_attrs';

/**
 * One server, or several of which one takes writes: `postgresql://user@a:5432,b:5432/name`, as libpq
 * understands it with `target_session_attrs=read-write`, which is the default here.
 */
function parsePostgresUrl(text: string): PostgresAddress {
  const match = /^(postgresql:\/\/(?:[^@/?#]*@)?)([^/?#@]*)(\/[^?#]+)(\?[^#]*)?$/.exec(text);
  const [, start = '', hosts = '', path = '', query = ''] = match ?? [];
  const parameters = new URLSearchParams(query);
  const attributes = parameters.get(ATTRIBUTES) ?? 'read-write';
  parameters.delete(ATTRIBUTES);
  const rest = path + (parameters.size > 0 ? `?${parameters.toString()}` : '');
  const servers = hosts.split(',').map((host) => start + host + rest);
  const isCluster = servers.length > 1;
  const isServer = (url: string) =>
    URL.canParse(url) && (!isCluster || new URL(url).hostname !== '');
  if (!match || !servers.every(isServer)) throw new Error(EXPECTED);
  if (!['read-write', 'primary'].includes(attributes)) {
    throw new Error(
      `has ${ATTRIBUTES}=${attributes}; it must be read-write, since it is written to`,
    );
  }
  if (isCluster) parameters.set(ATTRIBUTES, attributes);
  const url = isCluster
    ? `${start}${hosts}${path}?${parameters.toString()}`
    : `${start}${hosts}${rest}`;
  return { dialect: 'postgres', url, servers };
}

/** Another way to the same database, past a connection pooler; undefined without one. */
export function parseAdminUrl(text: string, address: DatabaseAddress): PostgresAddress | undefined {
  if (text.trim() === '') return undefined;
  if (address.dialect !== 'postgres') throw new Error(ONLY_POSTGRES);
  const admin = parseDatabaseUrl(text);
  if (admin.dialect !== 'postgres') throw new Error(EXPECTED_POSTGRES);
  return admin;
}

const ONLY_POSTGRES = 'can be set only with a DATABASE_URL of PostgreSQL';
const EXPECTED_POSTGRES = 'must be postgresql://user:password@host:5432/name';

/** The comma-separated URLs of PostgreSQL replicas. */
export function parseReplicaUrls(text: string, primary: DatabaseAddress): PostgresAddress[] {
  const urls = text
    .split(',')
    .map((url) => url.trim())
    .filter(Boolean);
  if (urls.length > 0 && primary.dialect !== 'postgres') {
    throw new Error(ONLY_POSTGRES);
  }
  const replicas = urls.map(parseDatabaseUrl);
  return replicas.map((replica) => {
    if (replica.dialect === 'postgres' && replica.servers.length === 1) return replica;
    throw new Error(`${EXPECTED_POSTGRES}, several by commas`);
  });
}

/** The URL without its password, for who has to know which database it is. */
export function urlWithoutPassword(address: DatabaseAddress): string {
  if (address.dialect === 'sqlite') return `sqlite:${address.path}`;
  const { username } = new URL(address.servers[0] ?? address.url);
  return `postgresql://${username === '' ? '' : `${username}@`}${describeAddress(address)}`;
}

/** The address without user and password, for messages. */
export function describeAddress(address: DatabaseAddress): string {
  if (address.dialect === 'sqlite') return address.path;
  const servers = address.servers.map((server) => new URL(server));
  return `${servers.map(({ host }) => host).join(',')}${servers[0]?.pathname ?? ''}`;
}
