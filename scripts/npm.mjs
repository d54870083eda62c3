import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

const WINDOWS = process.platform === 'win32';

/**
 * Runs the npm that called this script in a folder; ends this process when npm fails or a signal
 * arrives. npm gets its own process group, so that signals reach its child processes too, and no
 * compiler goes on writing into node_modules.
 */
export async function npm(folder, args, onStart, env = {}) {
  const cli = process.env.npm_execpath;
  const [command, before] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const child = spawn(command, [...before, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    // Standard output is that of the command being prepared.
    stdio: ['ignore', 2, 2],
    detached: !WINDOWS,
    shell: command === 'npm' && WINDOWS,
  });
  let received;
  const pass = (signal) => {
    end(child, received ? 'SIGKILL' : signal);
    received ??= signal;
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  child.on('spawn', () => onStart(child.pid));
  const [code, signal] = await once(child, 'exit');
  for (const each of signals) process.off(each, pass);
  if (received) end(child, 'SIGKILL');
  const last = received ?? signal;
  if (last) process.exit(128 + constants.signals[last]);
  if (code !== 0) process.exit(code);
}

function end(child, signal) {
  try {
    if (WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
