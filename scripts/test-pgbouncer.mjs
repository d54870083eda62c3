import './end-with-npm.mjs';
import { isInstalled } from '../test/support/native/pgbouncer.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

/** Runs the e2e tests, or those that are named, on PostgreSQL through PgBouncer in transaction mode. */
if (!isInstalled()) {
  console.error('npm run test:pgbouncer needs pgbouncer, which is not installed here.');
  process.exit(1);
}
await ensureInstalled();
await ensureBuilt();
process.env.TEST_PGBOUNCER = '';
const named = process.argv.slice(2);
process.argv.splice(2, named.length, ...(named.length > 0 ? named : ['test/e2e']));
process.argv.push('--selectProjects', 'postgres');
await import('./jest.mjs');
