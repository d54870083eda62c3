/** @once the clients speak HTTP alone, and each response is tested on both databases */
import { type ChildProcess, execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { SeedService } from '../../src/maintenance/sample-data/seed.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createFolder } from '../support/databases.js';
import { itWith } from '../support/installed.js';
import { type LossyProxy, startLossyProxy } from '../support/lossy-proxy.js';
import { createToken } from '../support/tokens.js';

const root = resolve(import.meta.dirname, '../..');
const examples = join(root, 'docs/examples');

/** What every client prints on fresh sample data. */
const OUTPUT = `created issue 6 once
read version 1, unchanged since
changed the status to in_progress, version 2
merged: in_progress, high, version 3
listed pages of 4 and 2
imported 1 of 2 rows
row 3: title: is required
`;

/** The TypeScript client as a program of one file. */
async function bundled(): Promise<string> {
  const outfile = join(await createFolder(), 'client.mjs');
  await build({
    entryPoints: [join(examples, 'client.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  return outfile;
}

/** Each with the program that it needs, and how it is run. */
const CLIENTS = [
  ['TypeScript', process.execPath, process.execPath, bundled],
  ['Python', 'python3', 'python3', () => join(examples, 'client.py')],
  ['curl', 'curl', 'bash', () => join(examples, 'client.sh')],
] as const;

describe('clients in docs/examples', () => {
  let tracker: TestApp;
  let token: string;
  let proxy: LossyProxy;

  beforeEach(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token' });
    await tracker.app.get(SeedService).seed();
    ({ token } = await createToken(tracker, 'alice', 'write'));
    proxy = await startLossyProxy(tracker.url);
  });
  afterEach(async () => {
    proxy.close();
    await tracker.close();
  });

  function run(program: string, args: readonly string[]) {
    return new Promise<{ code: ChildProcess['exitCode']; stdout: string; stderr: string }>(
      (done) => {
        const child = execFile(program, args, (_error, stdout, stderr) => {
          done({ code: child.exitCode, stdout, stderr });
        });
      },
    );
  }

  for (const [name, needed, program, script] of CLIENTS) {
    itWith(needed)(
      `The ${name} client creates, merges, pages and imports, and repeats what was lost`,
      async () => {
        const args = [await script(), proxy.url, token];
        expect(await run(program, args)).toEqual({ code: 0, stdout: OUTPUT, stderr: '' });
        expect(proxy.lost).toEqual(['POST /issues', 'POST /issues/import']);
        const { body } = await tracker.http
          .get('/issues?sort=id')
          .set('Authorization', `Bearer ${token}`)
          .expect(200);
        expect(body.items.slice(5)).toMatchObject([
          { title: 'Fix login bug', status: 'in_progress', priority: 'high', version: 3 },
          { title: 'Imported', status: 'open', version: 1 },
        ]);
        expect(body.total).toBe(7);
      },
    );
  }
});
