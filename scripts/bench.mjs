import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();
await import('../bench/import.mjs');
const { benchAccess } = await import('../bench/access.mjs');
await benchAccess();
const { benchHostile } = await import('../bench/hostile.mjs');
await benchHostile();
