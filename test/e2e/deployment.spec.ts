/** @once the files of deploy/ are for both databases */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createFolder } from '../support/databases.js';
import { createTestApp } from '../support/create-test-app.js';
import { itWith } from '../support/installed.js';
import { until } from '../support/until.js';

const root = resolve(import.meta.dirname, '../..');
const deploy = join(root, 'deploy');
const textOf = (file: string) => readFile(join(deploy, file), 'utf8');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** The queries of the rules of Prometheus and of the Grafana board. */
async function queries(): Promise<string[]> {
  const rules = await textOf('prometheus/rules.yaml');
  const board = JSON.parse(await textOf('grafana/issue-tracker.json')) as {
    panels: { targets: { expr: string }[] }[];
  };
  return [
    ...[...rules.matchAll(/^ +(?:- )?expr: (?:>-\n((?: {10,}.*\n)+)|(.*))/gm)].map(
      ([, folded, line]) => folded ?? line ?? '',
    ),
    ...board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
}

/** The names of the metrics in a query: what is no function, label or recorded rule has an underscore. */
const metricsOf = (query: string): string[] =>
  [...query.replace(/"[^"]*"/g, '').matchAll(/(?<![\w:$])[a-z]+(?:_[a-z0-9]+)+\b(?![\w:(])/g)].map(
    ([name]) => name.replace(/_(?:bucket|count|sum)$/, ''),
  );

interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** The instructions of the Dockerfile, each on one line, from its last FROM. */
async function lastStage(): Promise<Instruction[]> {
  const text = (await textOf('Dockerfile')).replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, ' ');
  const all = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(' ')[0] ?? '', words: line.slice(line.indexOf(' ') + 1) }));
  return all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
}

describe('the files for a deployment', () => {
  it('Every metric of the alarms and of the Grafana board is one of the server', async () => {
    const tracker = await createTestApp();
    await tracker.http.get('/issues').expect(200);
    const { text } = await tracker.http.get('/metrics').expect(200);
    await tracker.close();
    const served = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    const used = new Set((await queries()).flatMap(metricsOf));
    expect(used.size).toBeGreaterThan(10);
    expect([...used].filter((name) => !served.has(name))).toEqual([]);
  });

  it('Every alarm says what to do, and whether somebody has to get up for it', async () => {
    const rules = await textOf('prometheus/rules.yaml');
    const alarms = rules.split('- alert: ').slice(1);
    expect(alarms.length).toBeGreaterThan(8);
    for (const alarm of alarms) {
      expect(alarm).toMatch(/severity: (page|ticket)/);
      expect(alarm).toMatch(/action: \S/);
      expect(alarm).toMatch(/for: \d+[mh]/);
    }
  });

  it('The files set variables that the configuration has', async () => {
    const example = await readFile(join(root, '.env.example'), 'utf8');
    const known = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name));
    const used = [
      ...(await textOf('Dockerfile')).matchAll(/^ENV (\w+)|^ {2}([A-Z_]+)=/gm),
      ...(await textOf('compose.yaml')).matchAll(/^ {4}([A-Z]+_[A-Z_]+|WORKERS): /gm),
      ...(await textOf('issue-tracker.env')).matchAll(/^([A-Z_]+)=/gm),
    ].map(([, first, second]) => first ?? second);
    expect(used.length).toBeGreaterThan(12);
    expect(used.filter((name) => name !== 'NODE_ENV' && !known.has(name))).toEqual([]);
  });

  it('What the image has is enough to serve and to run commands, and its health check follows the server', async () => {
    const stage = await lastStage();
    const wordsOf = (wanted: string) =>
      stage.filter(({ name }) => name === wanted).map(({ words }) => words);
    expect(wordsOf('USER')).toEqual(['node']);
    const app = await createFolder();
    for (const words of wordsOf('COPY')) {
      const [, source = '', target = ''] = words.split(' ');
      const path = join(root, source.replace(/^\/app\//, ''));
      if (target === './node_modules') await symlink(path, join(app, 'node_modules'));
      else
        await cp(path, resolve(app, target, target === './' ? 'package.json' : '.'), {
          recursive: true,
        });
    }
    expect((await readdir(app)).sort()).toEqual(['dist', 'node_modules', 'package.json']);
    const data = await createFolder();
    const port = String(await freePort());
    const set = [
      ...wordsOf('ENV')
        .join(' ')
        .matchAll(/(\w+)=(\S+)/g),
    ].map(([, name, value = '']) => [name, value.replace('/data/', `${data}/`)]);
    const env = {
      PATH: process.env.PATH,
      ...Object.fromEntries(set),
      HOST: '127.0.0.1',
      PORT: port,
    };
    const argumentsOf = (words = '') => JSON.parse(words.slice(words.indexOf('['))) as string[];
    const [program = '', ...args] = argumentsOf(wordsOf('CMD')[0]);
    const healthCheck = () => {
      const [command = '', ...rest] = argumentsOf(wordsOf('HEALTHCHECK')[0]?.replace(/^.*CMD/, ''));
      return spawnSync(command, rest, { env }).status;
    };
    expect(healthCheck()).toBe(1);
    const server = spawn(program, args, { cwd: app, env, stdio: 'ignore' });
    const ended = once(server, 'exit');
    await until(() => healthCheck() === 0);
    const refused = await fetch(`http://127.0.0.1:${port}/issues`);
    expect(refused.status).toBe(401);
    const cli = [
      'dist/bin/cli.js',
      'user',
      'create',
      '--username',
      'ann',
      '--email',
      'a@x.example',
    ];
    expect(spawnSync(program, cli, { cwd: app, env }).status).toBe(0);
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  itWith('nginx', '-v')('The site of nginx is valid, and leads to the server', async () => {
    const folder = await createFolder();
    const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=tracker.example.com'],
      ...['-keyout', key, '-out', certificate],
    ]);
    expect(made.status).toBe(0);
    const site = (await textOf('nginx.conf'))
      .replace('/etc/ssl/tracker.example.com.pem', certificate)
      .replace('/etc/ssl/tracker.example.com.key', key)
      .replace('listen 80;', `listen unix:${folder}/plain;`)
      .replace('listen 443 ssl;', `listen unix:${folder}/tls ssl;`);
    await mkdir(join(folder, 'logs'));
    const file = join(folder, 'nginx.conf');
    await writeFile(file, `pid ${folder}/pid; events {} http { access_log off; ${site} }`);
    const { status, stderr } = spawnSync('nginx', ['-t', '-p', folder, '-c', file], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, expect.stringContaining('test is successful')]);
  });

  itWith('systemd-analyze')('The units of systemd are valid', async () => {
    const units = (await readdir(deploy)).filter((name) => /\.(?:service|timer)$/.test(name));
    expect(units).toHaveLength(3);
    const { status, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', ...units.map((name) => join(deploy, name))],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
  });
});
