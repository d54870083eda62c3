import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Starts the built server on a new database, asks it for its health and one issue, and stops it. */
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-smoke-'));
const server = spawn(process.execPath, [join(root, 'dist/src/main.js')], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    DATABASE_URL: `sqlite:${join(folder, 'smoke.db')}`,
    PORT: '0',
    SEED_NEW_DATABASE: 'true',
  },
});
try {
  const url = await addressOf(server);
  for (const path of ['/health', '/issues/1']) {
    const response = await fetch(`${url}${path}`);
    console.log(`GET ${path} -> ${response.status} ${(await response.text()).slice(0, 100)}`);
    if (response.status !== 200) process.exitCode = 1;
  }
} finally {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
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
