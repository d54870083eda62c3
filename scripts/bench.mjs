import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const USAGE = 'npm run bench [-- --publish], or one part: npm run bench -- PART [its options]';

/** The parts of the bench: each returns a report, and what is beyond its limits. */
const PARTS = {
  speed: async (args) => (await import('../bench/speed/index.mjs')).benchSpeed(args),
  'slow-disk': async (args) => (await import('../bench/speed/slow-disk.mjs')).benchSlowDisk(args),
  workers: async (args) => (await import('../bench/speed/workers.mjs')).benchWorkers(args),
  import: async () => (await import('../bench/import.mjs')).benchImport(),
  bulk: async () => (await import('../bench/bulk.mjs')).benchBulk(),
  access: async () => (await import('../bench/access.mjs')).benchAccess(),
  hostile: async (args) => (await import('../bench/hostile/index.mjs')).benchHostile(args),
};

/** What docs/performance.md has the tables of. */
const PUBLISHED = ['speed', 'slow-disk', 'workers'];

const [first, ...rest] = process.argv.slice(2);
const isOne = first in PARTS;
if (!isOne && first !== undefined && first !== '--publish') {
  console.error(`usage: ${USAGE}\nparts: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
await ensureInstalled();
await ensureBuilt();
const { machine, publish } = await import('../bench/write-document.mjs');

const reports = new Map();
const failures = [];
for (const part of isOne ? [first] : Object.keys(PARTS)) {
  const result = await PARTS[part](isOne ? rest : []);
  console.log(`\n${result.report}`);
  reports.set(part, result.report);
  failures.push(...result.failures);
}
if (first === '--publish') {
  const tables = PUBLISHED.map((part) => reports.get(part));
  await publish('bench', [`Measured on ${machine()}.`, ...tables].join('\n\n'));
}
if (failures.length > 0) {
  console.error(['\nBeyond the limit:', ...failures].join('\n'));
  process.exitCode = 1;
}
