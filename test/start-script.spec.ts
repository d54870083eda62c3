import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from './support/until.js';

const root = resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const [, ...NODE_ARGUMENTS] = scripts.start?.split(' ') ?? [];
const TIMEOUT_MS = 10 * 60_000;

/** The install of the one dependency ends when there is a file `go`; `log` lists what was done. */
const INSTALL = `
import { appendFileSync, existsSync } from 'node:fs';
appendFileSync('../log', 'begin\\n');
const timer = setInterval(() => {
  if (!existsSync('../go')) return;
  clearInterval(timer);
  appendFileSync('../log', 'end\\n');
}, 50);
`;

const BUILD = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('log', 'build\\n');
for (const folder of ['src', 'bin']) {
  mkdirSync('dist/' + folder, { recursive: true });
  writeFileSync('dist/' + folder + '/main.js', 'console.log("served")');
}
writeFileSync('dist/.tsbuildinfo', '');
`;

describe('npm start', () => {
  let folder: string;
  const running = new Set<Start>();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-script-'));
    makeProject(folder);
  });
  afterEach(async () => {
    // An install in progress ends by itself, also when its folder is removed.
    writeFileSync(join(folder, 'go'), '');
    await Promise.all([...running].map((start) => start.ended));
    running.clear();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (): Start => {
    const started = new Start(folder);
    running.add(started);
    return started;
  };
  const log = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
  // The file is there a little before its first line.
  const hasBegun = () => existsSync(join(folder, 'log')) && log().includes('begin');
  const release = () => {
    writeFileSync(join(folder, 'go'), '');
  };

  it(
    'The first npm start installs and builds, and the second one does neither',
    async () => {
      release();
      const first = start();
      expect(await first.ended).toBe(0);
      expect(first.stdout).toBe('served\n');
      expect(first.stderr).toMatch(/^Installing [^\n]*…\n[^]*Installed in \d+ s\.\n/);
      expect(first.stderr).toMatch(/Building …\n[^]*Built in \d+ s\.\n$/);
      const second = start();
      expect(await second.ended).toBe(0);
      expect(second).toMatchObject({ stdout: 'served\n', stderr: '' });
      expect(log()).toEqual(['begin', 'end', 'build']);
    },
    TIMEOUT_MS,
  );

  it(
    'A second npm start in one folder waits until the first one has installed and built',
    async () => {
      const starts = [start(), start()];
      const waits = ({ stderr }: Start) => stderr.startsWith('Waiting');
      await until(() => starts.some(waits), TIMEOUT_MS);
      const [installing] = starts.filter((one) => !waits(one));
      expect(starts.find(waits)?.stderr).toBe(
        `Waiting for process ${String(installing?.child.pid)}, which installs or builds in this folder …\n`,
      );
      release();
      expect(await Promise.all(starts.map((one) => one.ended))).toEqual([0, 0]);
      expect(starts.map(({ stdout }) => stdout)).toEqual(['served\n', 'served\n']);
      expect(log()).toEqual(['begin', 'end', 'build']);
    },
    TIMEOUT_MS,
  );

  it(
    'Several npm starts run one after another, despite the lock of a killed one',
    async () => {
      mkdirSync(join(folder, '.lock'));
      const dead = spawn(process.execPath, ['--version']);
      await once(dead, 'exit');
      const holder = { host: hostname(), pid: dead.pid, birth: '1' };
      writeFileSync(join(folder, '.lock/7'), `${JSON.stringify(holder)}\n`);
      release();
      const starts = Array.from({ length: 6 }, start);
      expect(await Promise.all(starts.map((one) => one.ended))).toEqual([0, 0, 0, 0, 0, 0]);
      expect(log()).toEqual(['begin', 'end', 'build']);
    },
    TIMEOUT_MS,
  );

  it(
    'A start waits for the npm of a killed start that is still installing',
    async () => {
      const killed = start();
      await until(hasBegun, TIMEOUT_MS);
      killed.child.kill('SIGKILL');
      await killed.ended;
      const next = start();
      await until(() => /^Waiting for process \d+/.test(next.stderr), TIMEOUT_MS);
      release();
      expect(await next.ended).toBe(0);
      expect(next.stdout).toBe('served\n');
      expect(log()).toEqual(['begin', 'end', 'build']);
    },
    TIMEOUT_MS,
  );

  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])(
    'A start that gets a %s ends its child processes, and the next one installs',
    async (signal) => {
      const first = start();
      await until(hasBegun, TIMEOUT_MS);
      first.child.kill(signal);
      expect(await first.ended).toBe(signal === 'SIGTERM' ? 143 : 130);
      release();
      const second = start();
      expect(await second.ended).toBe(0);
      expect(second.stdout).toBe('served\n');
      // If the first install had continued, the log would have a second 'end'.
      expect(log()).toEqual(['begin', 'begin', 'end', 'build']);
    },
    TIMEOUT_MS,
  );

  it(
    'A start whose npm is stopped ends its child processes too',
    async () => {
      const command = `"${process.execPath}" ${NODE_ARGUMENTS.join(' ')}; true`;
      const shell = new Start(folder, 'sh', ['-c', command], { npm_lifecycle_event: 'start' });
      await until(hasBegun, TIMEOUT_MS);
      shell.child.kill('SIGTERM');
      await once(shell.child, 'close');
      release();
      expect(await start().ended).toBe(0);
      expect(log()).toEqual(['begin', 'begin', 'end', 'build']);
    },
    TIMEOUT_MS,
  );

  it(
    'A start whose install fails exits with its code, and the next one tries again',
    async () => {
      writeFileSync(join(folder, 'dependency/install.mjs'), 'process.exitCode = 1;');
      const first = start();
      expect(await first.ended).toBe(1);
      expect(first).toMatchObject({ stdout: '' });
      writeFileSync(join(folder, 'dependency/install.mjs'), INSTALL);
      release();
      expect(await start().ended).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'A start with a Node.js that is too old says so in one line and does nothing',
    async () => {
      const file = join(folder, 'package.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('>=20.19', '>=99.1'));
      const refused = start();
      expect(await refused.ended).toBe(1);
      expect(refused.stdout).toBe('');
      expect(refused.stderr).toBe(
        `This needs Node.js 99.1 or later; it runs on ${process.versions.node}.\n`,
      );
      expect(existsSync(join(folder, 'log'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  it.each(['start', 'cli', 'test', 'test:cov', 'demo'])(
    'The script %s checks the version of Node.js first',
    (name) => {
      expect(scripts[name]).toMatch(/^node -r \.\/scripts\/node-version\.cjs scripts\//);
    },
  );
});

/** The script `start` of package.json, and its output. */
class Start {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(cwd: string, program = process.execPath, args = NODE_ARGUMENTS, env = {}) {
    this.child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (piece: Buffer) => (this.stdout += piece.toString()));
    this.child.stderr?.on('data', (piece: Buffer) => (this.stderr += piece.toString()));
    // Not 'close': what a killed one leaves behind keeps its standard error open.
    this.ended = once(this.child, 'exit').then(([code]) => code as number | null);
  }
}

/** The smallest project that the scripts can install and build, without any other package. */
function makeProject(folder: string): void {
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  for (const name of ['src', 'migrations', 'dependency']) mkdirSync(join(folder, name));
  const dependency = {
    name: 'dependency',
    version: '1.0.0',
    type: 'module',
    scripts: { install: 'node install.mjs' },
  };
  const dependencies = { dependency: 'file:dependency' };
  const project = {
    name: 'small',
    version: '1.0.0',
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: { build: 'node build.mjs' },
    allowScripts: { 'file:dependency': true },
    dependencies,
  };
  const packages = {
    '': { name: 'small', version: '1.0.0', dependencies },
    dependency: { version: '1.0.0', hasInstallScript: true },
    'node_modules/dependency': { resolved: 'dependency', link: true },
  };
  const files = {
    'package.json': JSON.stringify(project, null, 2),
    'package-lock.json': JSON.stringify({ name: 'small', lockfileVersion: 3, packages }),
    'dependency/package.json': JSON.stringify(dependency),
    'dependency/install.mjs': INSTALL,
    'build.mjs': BUILD,
    'tsconfig.json': '{}',
    'tsconfig.build.json': '{}',
    'ormconfig.ts': '',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
