import { existsSync } from 'node:fs';

/**
 * The variables of the process, and those of a file `.env` in the working directory; the process's
 * own take precedence.
 */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
