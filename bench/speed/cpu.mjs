import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processor time that a process and its children have used, as the operating system counts it:
 * to the nanosecond for each thread (schedstat), and in ticks for all threads, ended ones included
 * (stat). The fine one is only right when the threads before and after are the same.
 */
export function readCpu(pid) {
  const pids = withChildren(pid);
  return { ticksMs: sum(pids, tickedMs), threads: new Map(pids.flatMap(threadsOf)) };
}

/** Milliseconds between two readings. */
export function cpuBetween(before, after) {
  const same =
    before.threads.size > 0 &&
    before.threads.size === after.threads.size &&
    [...after.threads.keys()].every((thread) => before.threads.has(thread));
  if (!same) return after.ticksMs - before.ticksMs;
  return sum([...after.threads], ([thread, ns]) => ns - before.threads.get(thread)) / 1e6;
}

function withChildren(pid) {
  return [pid, ...childrenOf(pid).flatMap(withChildren)];
}

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}

function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => {
      const [ns] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      return [thread, Number(ns)];
    });
  } catch {
    return [];
  }
}

let tickMs;

function tickedMs(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return psMs(pid);
  }
  tickMs ??= 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  // The name before the last parenthesis may have spaces in it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Where there is no /proc: [[days-]hours:]minutes:seconds, with hundredths on macOS. */
function psMs(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' });
  const parts = (stdout ?? '').trim().split(/[-:]/).map(Number);
  const weights = [1, 60, 3600, 86_400];
  return 1000 * sum(parts.reverse(), (value, index) => value * weights[index]);
}

const sum = (values, of) => values.reduce((total, value, index) => total + of(value, index), 0);
