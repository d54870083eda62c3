import { ConfigurationError, loadConfiguration } from '../config/configuration.js';
import { describeAddress } from '../config/database-url.js';

const SYSTEM_CODE = /^(E[A-Z]+|SQLITE_[A-Z_]+|[0-9A-Z]{5})$/;

/** One line with the reason why the program cannot start, and what to do. */
export function explainStartFailure(
  error: unknown,
  env: Record<string, string | undefined>,
): string {
  if (error instanceof ConfigurationError) return `Cannot start: ${error.message}`;
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return `Cannot start: port ${env.PORT ?? '8000'} is in use; stop what listens there or set PORT to another.`;
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return `Cannot start: ${messageOf(error)}; set HOST and PORT to an address this machine may listen on.`;
  }
  if (code !== undefined && SYSTEM_CODE.test(code)) {
    const address = describeAddress(loadConfiguration(env).database.address);
    if (lacksSchema(code, error)) {
      return `The database ${address} does not have the schema of this version; run npm run cli -- migrate.`;
    }
    return `Cannot start: the database ${address} cannot be opened (${messageOf(error)}); start it, or set DATABASE_URL to another.`;
  }
  return `Cannot start: ${messageOf(error)}`;
}

/** SQLite has no error code for a missing table. */
const lacksSchema = (code: string, error: unknown): boolean =>
  code === '42P01' || (code === 'SQLITE_ERROR' && /no such (table|column)/.test(messageOf(error)));

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? codeOf(error.driverError) : undefined;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll(/\s+/g, ' ');
}
