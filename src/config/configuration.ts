import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsString, Matches, validateSync } from 'class-validator';
import type { ConcurrencyLimit } from '../common/concurrency-limits.js';
import { parseAllowedHosts } from './allowed-hosts.js';
import { parseByteSize } from './byte-size.js';
import {
  type DatabaseAddress,
  parseAdminUrl,
  parseDatabaseUrl,
  parseReplicaUrls,
  type PostgresAddress,
} from './database-url.js';
import { isLoopback } from './loopback.js';
import { packageVersion } from './package-version.js';
import { parsePublicUrl } from './public-url.js';
import { BooleanVariable, IntegerVariable } from './variable.decorator.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const LOG_FORMATS = ['pretty', 'json'] as const;

/** An invalid configuration value; the message names the variable and says what to set. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** The environment variables by their names, converted from strings; only one with a value is read. */
class Environment {
  @IsString()
  HOST = '127.0.0.1';

  @IntegerVariable(0, 65535)
  PORT = 8000;

  @IsString()
  DATABASE_URL = 'sqlite:./data/issue_tracker.db';

  @IsString()
  DATABASE_ADMIN_URL = '';

  @IsString()
  DATABASE_REPLICA_URLS = '';

  @IntegerVariable(1, 3600)
  DATABASE_REPLICA_MAX_LAG_SECONDS = 5;

  @IntegerVariable(1, 1000)
  DATABASE_POOL_SIZE = 10;

  @IntegerVariable(1, 3600)
  DATABASE_TIMEOUT_SECONDS = 10;

  @BooleanVariable()
  DATABASE_ECHO = false;

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toUpperCase() : value,
  )
  @IsIn(['FULL', 'NORMAL'], { message: 'must be FULL or NORMAL' })
  SQLITE_SYNCHRONOUS: 'FULL' | 'NORMAL' = 'FULL';

  @BooleanVariable()
  MIGRATE_ON_START: boolean | undefined = undefined;

  @BooleanVariable()
  SEED_NEW_DATABASE = false;

  @IntegerVariable(1, 64)
  WORKERS = 1;

  @IsIn(['none', 'token'], { message: 'must be none or token' })
  AUTH_MODE: 'none' | 'token' = 'none';

  @IntegerVariable(0, 1_000_000)
  RATE_LIMIT_PER_MINUTE: number | undefined = undefined;

  @IntegerVariable(1, 1000)
  CONCURRENT_IMPORTS = 4;
  @IntegerVariable(1, 1000)
  CONCURRENT_EXPORTS = 4;
  @IntegerVariable(1, 1000)
  CONCURRENT_PER_CLIENT = 2;

  @IntegerVariable(1, 86_400)
  EXPORT_TIMEOUT_SECONDS = 900;

  @IntegerVariable(1, 3600)
  REQUEST_TIMEOUT_SECONDS = 30;

  @IntegerVariable(1, 3600)
  SHUTDOWN_TIMEOUT_SECONDS = 10;

  @IsString()
  BACKUP_DIR = './backups';

  @IsString()
  CORS_ORIGINS = '';

  @IsString()
  ALLOWED_HOSTS = '';

  @IsString()
  PUBLIC_URL = '';

  @Matches(/^(true|false|\d)$/, { message: 'must be true, false or the number of proxies' })
  TRUST_PROXY = 'false';

  @IsString()
  BODY_LIMIT = '1mb';

  @IsString()
  UPLOAD_LIMIT = '100mb';

  @IsString()
  UPLOAD_DIR = './data/uploads';

  @IsString()
  HEADER_LIMIT = '64kb';

  @IsString()
  URL_LIMIT = '48kb';

  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  @IsIn(LOG_FORMATS, { message: `must be one of ${LOG_FORMATS.join(', ')}` })
  LOG_FORMAT: (typeof LOG_FORMATS)[number] = process.stdout.isTTY ? 'pretty' : 'json';

  @IsString()
  API_TITLE = 'Issue Tracker API';

  @IsString()
  API_VERSION = packageVersion();

  @IsString()
  API_DESCRIPTION =
    'A headless issue tracker: optimistic locking, transactional bulk changes, CSV and reports.';
}

/** The configuration, parsed and validated once at the start. */
export class Configuration {
  constructor(
    readonly http: {
      readonly host: string;
      readonly port: number;
      readonly corsOrigins: readonly string[];
      /** Without tokens, the names besides loopback that a request may be for. */
      readonly allowedHosts: readonly string[];
      /** What precedes the paths of links; empty for paths alone. */
      readonly publicUrl: string;
      /** Number of reverse proxies whose `X-Forwarded-For` is trusted. */
      readonly trustedProxies: number;
      /** Bytes of a JSON body. */
      readonly bodyLimit: number;
      /** Bytes of an uploaded file. */
      readonly uploadLimit: number;
      /** The folder, absolute, of uploads that are being read. */
      readonly uploadDir: string;
      /** Bytes of all headers in total, and of the URL. */
      readonly headerLimit: number;
      readonly urlLimit: number;
      /** Applies to the headers and again to the body; an upload may take longer while it progresses. */
      readonly requestTimeoutSeconds: number;
      /** For requests that are running when the server is told to stop. */
      readonly shutdownTimeoutSeconds: number;
      /** Concurrent requests of one kind, over all workers. */
      readonly concurrencyLimits: Readonly<Record<ConcurrencyLimit, number>>;
      /** As many of each kind may be one client's: of one token, or of one address without tokens. */
      readonly concurrencyPerClient: number;
      /** From the first byte of an export to its last. */
      readonly exportTimeoutSeconds: number;
      /** Per token, or per address without one; 0 disables the limit. */
      readonly rateLimitPerMinute: number;
      /** Processes that share the port. */
      readonly workers: number;
    },
    readonly auth: { readonly mode: 'none' | 'token' },
    readonly database: {
      readonly address: DatabaseAddress;
      /** For migrations and PostgreSQL's tools, past a connection pooler; otherwise `address`. */
      readonly adminAddress?: PostgresAddress | undefined;
      /** Read replicas of `address`. */
      readonly replicas: readonly DatabaseAddress[];
      /** A replica that is further behind is not read from. */
      readonly replicaMaxLagSeconds: number;
      readonly poolSize: number;
      /** For a statement of an ordinary request, and for a lock that another process holds. */
      readonly timeoutSeconds: number;
      readonly echo: boolean;
      readonly sqliteSynchronous: 'FULL' | 'NORMAL';
      readonly migrateOnStart: boolean;
      readonly seedNewDatabase: boolean;
    },
    /** The folder of the backups, absolute. */
    readonly backupDir: string,
    readonly log: { readonly level: string; readonly format: 'pretty' | 'json' },
    readonly api: {
      readonly title: string;
      readonly version: string;
      readonly description: string;
    },
  ) {}
}

/**
 * Reads the configuration from environment variables.
 *
 * @throws ConfigurationError naming every invalid variable
 */
export function loadConfiguration(env: Record<string, string | undefined>): Configuration {
  const given = Object.fromEntries(
    Object.keys(new Environment())
      .map((name) => [name, env[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const values: Environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const errors = validateSync(values, { skipMissingProperties: true, stopAtFirstError: true });
  if (errors.length > 0) {
    throw new ConfigurationError(
      errors
        .map(
          ({ property, constraints }) =>
            `${property}=${env[property] ?? ''} ${Object.values(constraints ?? {})[0] ?? 'is invalid'}`,
        )
        .join('; '),
    );
  }
  const address = named('DATABASE_URL', () => parseDatabaseUrl(values.DATABASE_URL));
  return new Configuration(
    {
      host: values.HOST,
      port: values.PORT,
      corsOrigins: values.CORS_ORIGINS.split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
      allowedHosts: named('ALLOWED_HOSTS', () => parseAllowedHosts(values.ALLOWED_HOSTS)),
      publicUrl: named('PUBLIC_URL', () => parsePublicUrl(values.PUBLIC_URL)),
      trustedProxies: values.TRUST_PROXY === 'true' ? 1 : Number(values.TRUST_PROXY) || 0,
      bodyLimit: named('BODY_LIMIT', () => parseByteSize(values.BODY_LIMIT)),
      uploadLimit: named('UPLOAD_LIMIT', () => parseByteSize(values.UPLOAD_LIMIT)),
      uploadDir: resolve(values.UPLOAD_DIR),
      headerLimit: named('HEADER_LIMIT', () => parseByteSize(values.HEADER_LIMIT)),
      urlLimit: named('URL_LIMIT', () => parseByteSize(values.URL_LIMIT)),
      requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
      shutdownTimeoutSeconds: values.SHUTDOWN_TIMEOUT_SECONDS,
      concurrencyLimits: {
        CONCURRENT_IMPORTS: values.CONCURRENT_IMPORTS,
        CONCURRENT_EXPORTS: values.CONCURRENT_EXPORTS,
      },
      concurrencyPerClient: values.CONCURRENT_PER_CLIENT,
      exportTimeoutSeconds: values.EXPORT_TIMEOUT_SECONDS,
      rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE ?? (values.AUTH_MODE === 'token' ? 600 : 0),
      workers: values.WORKERS,
    },
    { mode: values.AUTH_MODE },
    {
      address,
      adminAddress: named('DATABASE_ADMIN_URL', () =>
        parseAdminUrl(values.DATABASE_ADMIN_URL, address),
      ),
      replicas: named('DATABASE_REPLICA_URLS', () =>
        parseReplicaUrls(values.DATABASE_REPLICA_URLS, address),
      ),
      replicaMaxLagSeconds: values.DATABASE_REPLICA_MAX_LAG_SECONDS,
      poolSize: values.DATABASE_POOL_SIZE,
      timeoutSeconds: values.DATABASE_TIMEOUT_SECONDS,
      echo: values.DATABASE_ECHO,
      sqliteSynchronous: values.SQLITE_SYNCHRONOUS,
      migrateOnStart: values.MIGRATE_ON_START ?? address.dialect === 'sqlite',
      seedNewDatabase: values.SEED_NEW_DATABASE,
    },
    resolve(values.BACKUP_DIR),
    { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
    { title: values.API_TITLE, version: values.API_VERSION, description: values.API_DESCRIPTION },
  );
}

function named<T>(variable: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new ConfigurationError(`${variable} ${error instanceof Error ? error.message : ''}`);
  }
}

/**
 * Without tokens everybody who can reach the port may do everything, so the server must listen on a
 * loopback address.
 *
 * @throws ConfigurationError for any other host
 */
export function requireSafeAddress({ auth, http }: Configuration): void {
  if (auth.mode === 'token' || isLoopback(http.host)) return;
  throw new ConfigurationError(
    `HOST=${http.host} is open to other machines, and AUTH_MODE=none lets them in without a token; ` +
      'set AUTH_MODE=token (the command "token create" makes a token), or HOST=127.0.0.1.',
  );
}
