import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;
/** The processes of another host or container cannot be seen: from there only the age tells. */
const FOREIGN_LIMIT_MS = 15 * 60_000;

/**
 * Does work that one process at a time may do, and gives it a function that adds another process to
 * those that hold the lock. It cannot be a library's lock: nothing is installed yet.
 *
 * Each holder adds the file with the next number, which only one process can do; an empty file, or one
 * whose processes have ended, holds nothing. The last file is never removed before there is a later
 * one, so that two who find a dead holder at the same time cannot both follow it.
 */
export async function withLock(folder, work) {
  mkdirSync(folder, { recursive: true });
  const file = await acquire(folder);
  const release = () => truncateSync(file);
  process.on('exit', release);
  try {
    return await work((pid) => appendFileSync(file, line(pid)));
  } finally {
    process.off('exit', release);
    release();
  }
}

async function acquire(folder) {
  let told;
  for (;;) {
    const last = numbersIn(folder)[0] ?? 0;
    const holder = last > 0 ? holderOf(join(folder, String(last))) : undefined;
    if (!holder && add(folder, last + 1)) return join(folder, String(last + 1));
    if (holder && holder !== told) {
      console.error(`Waiting for process ${holder}, which installs or builds in this folder …`);
      told = holder;
    }
    if (holder) await sleep(POLL_MS);
  }
}

/** Adds a file that has its content at once; false when it is there already, or is not the last. */
function add(folder, number) {
  const draft = join(folder, `draft-${process.pid}`);
  const file = join(folder, String(number));
  writeFileSync(draft, line(process.pid));
  try {
    linkSync(draft, file);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const [last, ...earlier] = numbersIn(folder);
  for (const each of earlier) rmSync(join(folder, String(each)), { force: true });
  return last === number;
}

function numbersIn(folder) {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((one, other) => other - one);
}

/** The id of a process that holds this lock. */
function holderOf(file) {
  let content, changedAt;
  try {
    content = readFileSync(file, 'utf8');
    changedAt = statSync(file).mtimeMs;
  } catch (error) {
    // Somebody has added a later one meanwhile: look again.
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  const holders = content
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text));
  return holders.find(({ host, pid, birth }) => {
    if (host !== hostname()) return Date.now() - changedAt < FOREIGN_LIMIT_MS;
    return birth !== null && birth === birthOf(pid);
  })?.pid;
}

const line = (pid) => `${JSON.stringify({ host: hostname(), pid, birth: birthOf(pid) })}\n`;

/** What tells a process from a later one with its id, where the system says it; null when it has ended. */
function birthOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return null;
  }
  try {
    // The name, in brackets, may have spaces; the state follows it, and 19 fields later the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return 'unknown';
  }
}
