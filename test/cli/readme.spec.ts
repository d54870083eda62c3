/** @once the documents show the embedded database, and each command is tested on both */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { itWith } from '../support/installed.js';
import { startServer } from '../support/programs.js';
import { runShell } from '../support/shell.js';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** All that tells a reader to type something, in the order in which the commands are run. */
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((file) => readFileSync(join(root, file), 'utf8'));

/** What a build and a start need of a clone; the packages are linked. */
const CLONE = [
  'dist',
  'migrations',
  'scripts',
  'src',
  'ormconfig.ts',
  'package-lock.json',
  'package.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** A line after `$ `, with those that a backslash continues it by, and what it prints. */
const COMMAND_AND_OUTPUT = /^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)/gm;

/** Between the outputs of two commands. */
const SEPARATOR = '--- next ---';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What is shown of an output, in which `…` stands for any text. */
const pattern = (shown: string): RegExp =>
  new RegExp(
    `^${shown
      .trim()
      .split('…')
      .map((text) => escaped(text))
      .join('[^]*')}$`,
  );

/** Lines that this test does not run, and the file that does, or that they would run. */
const ELSEWHERE: readonly (readonly [line: RegExp, file: string])[] = [
  [/^npm start$/, 'test/start-script.spec.ts'],
  // Everything here runs on the database of another name.
  [/^export DATABASE_URL=postgresql:/, 'test/postgres.setup.mjs'],
  // On a machine of their own, with a copy of the backups.
  [/^createdb /, 'test/support/native/postgres-server.mjs'],
  [/^npm run cli -- restore --yes$/, 'test/cli/restore.spec.ts'],
  [/^npm test( |$)/, '.ci/run'],
  [/^npm run (check|lint:api)$/, '.ci/run'],
  [/^npm run test:cov$/, 'scripts/test-cov.mjs'],
  [/^npm run openapi$/, 'scripts/openapi.mjs'],
  [/^npm run test:long$/, 'scripts/test-long.mjs'],
  [/^npm run test:pgbouncer$/, 'scripts/test-pgbouncer.mjs'],
];

const isElsewhere = (line: string): boolean => ELSEWHERE.some(([pattern]) => pattern.test(line));

/** The commands of the session in the README, each with the output that is shown for it. */
const SESSION = [...readme.matchAll(/^```console\n([^]*?)^```$/gm)]
  .flatMap(([, block = '']) => [...block.matchAll(COMMAND_AND_OUTPUT)])
  .map(([, command = '', output = '']) => ({ command, output }));

/** The commands of the fenced blocks, in their order; one of several lines is one. */
const COMMANDS = DOCUMENTS.flatMap((text) => [
  ...text.matchAll(/^ *```(?:sh|bash)\n([^]*?)^ *```$/gm),
])
  .flatMap(([, block = '']) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter((line) => line !== '');

describe('README', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
    for (const name of CLONE) cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  itWith('curl')(
    'The commands of the documents succeed one after the other in a new clone with sample data',
    async () => {
      const env = { DATABASE_URL: database.url };
      const migrate = await runShell('npm run cli -- migrate', folder, env);
      expect(migrate).toMatchObject({ code: 0 });
      // On SQLite it is the default.
      const sampled = { ...env, SEED_NEW_DATABASE: 'true' };
      const server = await startServer(sampled, { copy: folder });
      try {
        const commands = COMMANDS.filter((line) => !isElsewhere(line));
        expect(commands.some((line) => line.startsWith('curl '))).toBe(true);
        expect(commands.some((line) => line.startsWith('npm run cli -- '))).toBe(true);
        for (const command of commands) {
          const line = command.replaceAll('http://127.0.0.1:8000', server.url);
          const { code, statuses, stderr } = await runShell(line, folder, env);
          expect({ command, code, stderr }).toMatchObject({ code: 0 });
          expect(statuses).toEqual(command.startsWith('curl ') ? [expect.any(Number)] : []);
        }
      } finally {
        await server.end();
      }
    },
  );

  itWith('curl')('The first session of the README prints what it shows', async () => {
    const own = await createTestDatabase();
    const env = { DATABASE_URL: own.url };
    expect(await runShell('npm run cli -- migrate', folder, env)).toMatchObject({ code: 0 });
    const sampled = { ...env, SEED_NEW_DATABASE: 'true', AUTH_MODE: 'token' };
    const server = await startServer(sampled, { copy: folder });
    try {
      const lines = SESSION.map(({ command }) => `${command}\necho; echo '${SEPARATOR}'`)
        .join('\n')
        .replaceAll('http://127.0.0.1:8000', server.url);
      const { code, stdout, stderr } = await runShell(lines, folder, env);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const outputs = stdout.split(SEPARATOR).map((output) => output.trim());
      expect(SESSION.length).toBeGreaterThan(5);
      SESSION.forEach(({ output }, index) => {
        expect(outputs[index]).toMatch(pattern(output));
      });
    } finally {
      await server.end();
      await own.drop();
    }
  });

  it('Each command of the documents that is tested elsewhere names scripts and files that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const [pattern, file] of ELSEWHERE) {
      expect(COMMANDS.filter((line) => pattern.test(line))).not.toEqual([]);
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    }
    for (const line of COMMANDS.filter(isElsewhere)) {
      const [, name] = /^npm (?:run )?([\w:]+)/.exec(line) ?? [];
      if (name !== undefined) expect(scripts).toHaveProperty([name]);
      const [file] = /test\/\S+/.exec(line) ?? [];
      if (file !== undefined) expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    }
  });
});
