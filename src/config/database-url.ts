import { resolve } from 'node:path';

export type DatabaseAddress =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: string };

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
    const url = `postgresql:${rest}`;
    if (!rest.startsWith('//') || !URL.canParse(url) || new URL(url).pathname.length < 2) {
      throw new Error(EXPECTED);
    }
    return { dialect: 'postgres', url };
  }
  throw new Error(`${EXPECTED}, not ${scheme === undefined ? 'this' : `"${scheme}:…"`}`);
}

/** The comma-separated URLs of PostgreSQL replicas. */
export function parseReplicaUrls(text: string, primary: DatabaseAddress): DatabaseAddress[] {
  const urls = text
    .split(',')
    .map((url) => url.trim())
    .filter(Boolean);
  if (urls.length > 0 && primary.dialect !== 'postgres') {
    throw new Error('can be set only with a DATABASE_URL of PostgreSQL');
  }
  const replicas = urls.map(parseDatabaseUrl);
  if (replicas.some(({ dialect }) => dialect !== 'postgres')) {
    throw new Error('must be postgresql://user:password@host:5432/name, several by commas');
  }
  return replicas;
}

/** The URL without its password, for who has to know which database it is. */
export function urlWithoutPassword(address: DatabaseAddress): string {
  if (address.dialect === 'sqlite') return `sqlite:${address.path}`;
  const { username, host, pathname } = new URL(address.url);
  return `postgresql://${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

/** The address without user and password, for messages. */
export function describeAddress(address: DatabaseAddress): string {
  if (address.dialect === 'sqlite') return address.path;
  const url = new URL(address.url);
  return `${url.host}${url.pathname}`;
}
