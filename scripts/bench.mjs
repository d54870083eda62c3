import { ensureBuilt, ensureInstalled } from './prepare.mjs';

/** The parts of the bench, each loaded when it is run; what they return is above its limit. */
const PARTS = {
  speed: async (args) => (await import('../bench/speed/index.mjs')).benchSpeed(args),
  import: () => import('../bench/import.mjs').then(() => []),
  access: async () => (await import('../bench/access.mjs')).benchAccess(),
  hostile: async () => (await import('../bench/hostile.mjs')).benchHostile(),
};

await ensureInstalled();
await ensureBuilt();
const [first, ...rest] = process.argv.slice(2);
const parts =
  first in PARTS
    ? { [first]: rest }
    : Object.fromEntries(Object.keys(PARTS).map((part) => [part, []]));
const failures = [];
for (const [part, args] of Object.entries(parts))
  failures.push(...((await PARTS[part](args)) ?? []));
if (failures.length > 0) {
  console.error(['Above the limit:', ...failures].join('\n'));
  process.exitCode = 1;
}
