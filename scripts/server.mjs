import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Starts the built server on a free port; returns its URL and a function that stops it. */
export async function startServer(env) {
  const child = spawn(process.execPath, [join(root, 'dist/bin/main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, PORT: '0' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await addressOf(child);
  return {
    url,
    pid: child.pid,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    child.stdout.on('data', (piece) => {
      output += piece;
      const address = /Issue Tracker API: (\S+)/.exec(output);
      if (address) resolve(address[1]);
    });
  });
}
