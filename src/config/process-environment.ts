import { existsSync } from 'node:fs';

/**
 * The variables that the program was started with, and those of a file `.env` in the folder that it
 * was started in; the former win.
 */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
