import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Max, Min, validateSync } from 'class-validator';
import { parseByteSize } from './byte-size.js';
import { type DatabaseAddress, parseDatabaseUrl } from './database-url.js';
import { packageVersion } from './package-version.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const LOG_FORMATS = ['pretty', 'json'] as const;

/** A configuration value that stops the start; the message names the variable and says what to set. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

const ToInteger = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value,
  );

const ToBoolean = () =>
  Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string') return value;
    const word = value.trim().toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(word)) return true;
    if (['false', '0', 'no', 'off'].includes(word)) return false;
    return value;
  });

/** The environment as strings become values of their own type; names are those of the variables. */
class Environment {
  @IsString()
  HOST = '127.0.0.1';

  @ToInteger()
  @IsInt({ message: 'must be a whole number from 0 to 65535' })
  @Min(0, { message: 'must be a whole number from 0 to 65535' })
  @Max(65535, { message: 'must be a whole number from 0 to 65535' })
  PORT = 8000;

  @IsString()
  DATABASE_URL = 'sqlite:./data/issue_tracker.db';

  @ToInteger()
  @IsInt({ message: 'must be a whole number from 1 to 1000' })
  @Min(1, { message: 'must be a whole number from 1 to 1000' })
  @Max(1000, { message: 'must be a whole number from 1 to 1000' })
  DATABASE_POOL_SIZE = 10;

  @ToBoolean()
  @IsBoolean({ message: 'must be true or false' })
  DATABASE_ECHO = false;

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toUpperCase() : value,
  )
  @IsIn(['FULL', 'NORMAL'], { message: 'must be FULL or NORMAL' })
  SQLITE_SYNCHRONOUS: 'FULL' | 'NORMAL' = 'FULL';

  @ToBoolean()
  @IsBoolean({ message: 'must be true or false' })
  MIGRATE_ON_START?: boolean;

  @ToBoolean()
  @IsBoolean({ message: 'must be true or false' })
  SEED_NEW_DATABASE = false;

  @IsString()
  BACKUP_DIR = './backups';

  @IsString()
  CORS_ORIGINS = '';

  @ToBoolean()
  @IsBoolean({ message: 'must be true or false' })
  TRUST_PROXY = false;

  @IsString()
  BODY_LIMIT = '1mb';

  @IsString()
  UPLOAD_LIMIT = '100mb';

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

/** Everything the application may know of its environment, parsed and checked once at the start. */
export class Configuration {
  constructor(
    readonly http: {
      readonly host: string;
      readonly port: number;
      readonly corsOrigins: readonly string[];
      readonly trustProxy: boolean;
      /** Bytes of a JSON body. */
      readonly bodyLimit: number;
      /** Bytes of an uploaded file. */
      readonly uploadLimit: number;
    },
    readonly database: {
      readonly address: DatabaseAddress;
      readonly poolSize: number;
      readonly echo: boolean;
      readonly sqliteSynchronous: 'FULL' | 'NORMAL';
      readonly migrateOnStart: boolean;
      readonly seedNewDatabase: boolean;
      /** The folder of the backups, absolute. */
      readonly backupFolder: string;
    },
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
 * @throws ConfigurationError naming every variable that cannot be used.
 */
export function loadConfiguration(env: Record<string, string | undefined>): Configuration {
  const names = Object.keys(new Environment()).concat('MIGRATE_ON_START');
  const given = Object.fromEntries(
    names
      .map((name) => [name, env[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const values: Environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const faults = validateSync(values, { skipMissingProperties: true, stopAtFirstError: true });
  if (faults.length > 0) {
    throw new ConfigurationError(
      faults
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
      trustProxy: values.TRUST_PROXY,
      bodyLimit: named('BODY_LIMIT', () => parseByteSize(values.BODY_LIMIT)),
      uploadLimit: named('UPLOAD_LIMIT', () => parseByteSize(values.UPLOAD_LIMIT)),
    },
    {
      address,
      poolSize: values.DATABASE_POOL_SIZE,
      echo: values.DATABASE_ECHO,
      sqliteSynchronous: values.SQLITE_SYNCHRONOUS,
      migrateOnStart: values.MIGRATE_ON_START ?? address.dialect === 'sqlite',
      seedNewDatabase: values.SEED_NEW_DATABASE,
      backupFolder: resolve(values.BACKUP_DIR),
    },
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
