import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './prepare.mjs';

/**
 * Installs the production packages with other versions of Node.js and runs the smoke test with them:
 * `node scripts/smoke-on.mjs 24 26`. npm has their binaries as packages; a version that npm does not
 * have is reported, and is not a failure. Everything is in temporary folders: a driver built for one
 * version would not load in another.
 */
const versions = process.argv.slice(2);
const outcomes = await Promise.all(versions.map(smokeOn));
if (outcomes.includes('failed')) process.exitCode = 1;

async function smokeOn(version) {
  const folder = mkdtempSync(join(tmpdir(), `issue-tracker-node-${version}-`));
  const start = performance.now();
  const say = (text) => {
    const seconds = Math.ceil((performance.now() - start) / 1000);
    console.log(`Node.js ${version}, after ${seconds} s: ${text}`);
  };
  try {
    const home = await install(version, folder);
    if (!home) return say('not tried, npm does not have it for this machine');
    const program = copyProgram(folder);
    const env = {
      ...process.env,
      PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}`,
      // The folder of the headers that the driver is built with.
      npm_config_nodedir: home,
    };
    await run('node', ['scripts/prepare.mjs', '--omit=dev'], { cwd: program, env });
    say('installed');
    const { stdout } = await run('node', ['scripts/smoke.mjs'], { cwd: program, env });
    say(`\n${stdout}`);
  } catch ({ message, stdout = '' }) {
    say(`failed\n${stdout}${message}`);
    return 'failed';
  } finally {
    // Asynchronous: these are a thousand folders, and the other versions continue meanwhile.
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folder of this version, with `bin/` and `include/`; undefined when npm does not have it. */
async function install(version, folder) {
  const name = `node-${process.platform}-${process.arch}`;
  const options = ['--prefix', folder, '--no-save', '--no-fund', '--no-audit'];
  try {
    await run('npm', ['install', ...options, `${name}@${version}`], { cwd: folder });
    return join(folder, 'node_modules', name);
  } catch {
    return undefined;
  }
}

function copyProgram(folder) {
  const program = join(folder, 'program');
  mkdirSync(program);
  for (const name of ['package.json', 'package-lock.json', 'dist', 'scripts']) {
    cpSync(join(root, name), join(program, name), { recursive: true });
  }
  return program;
}

function run(command, args, options) {
  return promisify(execFile)(command, args, options);
}
