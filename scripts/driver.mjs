import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Node.js 24.19 and later 24.x versions abort when an object of an addon that was built with their
 * headers is collected outside of JavaScript (nodejs/node#65446). The binaries that better-sqlite3
 * downloads were built before and work; where it has to be compiled, it is with the previous header.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
const isAffected = major === 24 && minor >= 19 && process.platform !== 'win32';

/** The environment variables for an install. */
export function driverEnvironment(root) {
  if (!isAffected) return {};
  const header = `-include "${join(root, 'scripts/object-wrap.h')}"`;
  return { CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${header}` };
}

export function isDriverSafe(root) {
  const file = join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
  if (!isAffected || !existsSync(file)) return true;
  return !readFileSync(file).includes('RemoveEnvironmentCleanupHook');
}
