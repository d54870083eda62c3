import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from './prepare.mjs';

/**
 * Runs the steps of deploy/Dockerfile in plain folders, one for each stage, where no container engine is:
 * COPY with the rules of its .dockerignore, and RUN but for what installs packages of the system. Ends with a
 * command of the program that the last stage has.
 */
const deploy = join(root, 'deploy');
const instructions = readFileSync(join(deploy, 'Dockerfile'), 'utf8')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '');
const kept = readFileSync(join(deploy, 'Dockerfile.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

const image = mkdtempSync(join(tmpdir(), 'image-steps-'));
const stages = {};
let stage = '';
let folder = '';

const steps = {
  FROM: ([, , name = 'last']) => ((stages[name] = join(image, name)), (stage = stages[name])),
  WORKDIR: ([path]) => mkdirSync((folder = join(stage, path)), { recursive: true }),
  COPY: (words) => {
    const from = /^--from=(.*)/.exec(words[0])?.[1];
    const sources = words.slice(from ? 1 : 0, -1);
    const target = resolve(folder, words.at(-1));
    for (const source of sources) {
      if (source === '.') kept.forEach((name) => copy(join(root, name), join(target, name)));
      else
        copy(from ? join(stages[from], source) : join(root, source), placeOf(source, words.at(-1)));
    }
  },
  RUN: (words) => {
    const command = words.join(' ');
    if (command.startsWith('apt-get')) return;
    run('sh', ['-c', command], folder);
  },
};

const placeOf = (source, target) =>
  target.endsWith('/')
    ? resolve(folder, target, source.split('/').at(-1))
    : resolve(folder, target);

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.spec.ts') });
}

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed.`);
}

try {
  for (const line of instructions) {
    const [name, ...words] = line.trim().split(/\s+/);
    console.log(line.slice(0, 120));
    steps[name]?.(words);
  }
  run(process.execPath, ['dist/bin/cli.js', '--help'], folder);
  console.log('Every step of the image works.');
} finally {
  rmSync(image, { recursive: true, force: true });
}
