import { rmSync } from 'node:fs';

/**
 * npm runs this after each install. Where the driver of SQLite had to be compiled, what only the compiler
 * needed is removed: 18 MB.
 */
const release = new URL('../node_modules/better-sqlite3/build/Release/', import.meta.url);
for (const name of ['.deps/', 'obj/', 'obj.target/', 'sqlite3.a']) {
  rmSync(new URL(name, release), { recursive: true, force: true });
}
