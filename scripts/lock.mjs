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
/** A lock of another host or container, whose processes cannot be seen, expires at this age. */
const FOREIGN_LOCK_EXPIRY_MS = 15 * 60_000;

/**
 * Does work under a lock that one process at a time holds; `work` gets a function that makes another
 * process a holder too. No library does this: nothing is installed yet.
 *
 * A holder creates the file with the next number, which only one process can do. A file that is empty,
 * or whose processes have ended, is a free lock. The last file is never removed before there is a later
 * one, so that two processes that find a dead holder at the same time cannot both take the lock.
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
  let reported;
  for (;;) {
    const last = numbersIn(folder)[0] ?? 0;
    const holder = last > 0 ? holderOf(join(folder, String(last))) : undefined;
    if (!holder && add(folder, last + 1)) return join(folder, String(last + 1));
    if (holder && holder !== reported) {
      console.error(`Waiting for process ${holder}, which installs or builds in this folder …`);
      reported = holder;
    }
    if (holder) await sleep(POLL_MS);
  }
}

/** Creates a file together with its content; false when it exists already, or is not the last. */
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
    // Another process has created a later one: look again.
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  const holders = content
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text));
  return holders.find(({ host, pid, birth }) => {
    if (host !== hostname()) return Date.now() - changedAt < FOREIGN_LOCK_EXPIRY_MS;
    return birth !== null && birth === birthOf(pid);
  })?.pid;
}

const line = (pid) => `${JSON.stringify({ host: hostname(), pid, birth: birthOf(pid) })}\n`;

/** The start time of a process, which tells it from a later one with its id; null when it has ended. */
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
