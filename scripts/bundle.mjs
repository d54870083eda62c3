import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { build } from 'esbuild';
import { root } from './prepare.mjs';

/**
 * Bundles the compiled program into dist/bin: some 2,500 modules become a few files, which Node
 * finds and reads in a third of the time. What is imported lazily stays in files of its own.
 */

/** Native, or with files of their own that they look for beside them. */
const STAY_PACKAGES = ['better-sqlite3', 'pg', 'pino', 'piscina', 'swagger-ui-dist', 'redoc'];

/** Optional tools of our dependencies, which are there during development alone. */
const NEVER_USED = ['typescript', 'prettier', 'ts-node', 'class-transformer/storage'];

/** nest-commander loads them for plugins, questions and completion, of which we have none. */
const EMPTY = ['inquirer', 'cosmiconfig', '@fig/complete-commander'];

/** CommonJS packages in an ES module expect these. */
const COMMONJS_NAMES = [
  "import { createRequire as bundleRequire } from 'node:module';",
  'const require = bundleRequire(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join('\n');

const programs = ['main', 'cli', 'command-line/run-command-line'].map((name) =>
  join(root, `dist/src/${name}.js`),
);
const thread = {
  in: join(root, 'dist/src/database/sqlite/sqlite.worker.js'),
  out: 'sqlite.worker',
};

/**
 * They ask for optional packages by a `require` of their own making, which the bundler does not see:
 * at run time they would find a second copy, and their classes would not be ours.
 */
const OWN_REQUIRE = /^const require = createRequire\(import\.meta\.url\);$/m;
const WITH_OWN_REQUIRE = /node_modules\/@nestjs\/(mapped-types|swagger|typeorm)\/dist\/.*\.js$/;

/** They make one too, for what nobody asks them for here. */
const HARMLESS =
  /@nestjs\/(common\/utils\/load-package\.util|swagger\/dist\/plugin\/utils\/plugin-utils)\.js$/;

await rm(join(root, 'dist/bin'), { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [...programs.map((path) => ({ in: path, out: nameOf(path) })), thread],
  outdir: join(root, 'dist/bin'),
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // ES modules first: of them only what is used is taken (class-validator alone has 700 kB besides).
  mainFields: ['module', 'main'],
  sourcemap: true,
  logLevel: 'warning',
  external: [...STAY_PACKAGES, ...NEVER_USED],
  metafile: true,
  absWorkingDir: root,
  plugins: [leaveEmpty(EMPTY), seeOwnRequires(), takeOneClassTransformer(), leaveOutAbsent()],
  banner: { js: COMMONJS_NAMES },
});

await refuseSecondCopies(Object.keys(metafile.inputs));

/** A new version of a package may begin to load others in a way that the bundler does not see. */
async function refuseSecondCopies(inputs) {
  for (const input of inputs.filter((path) => /^node_modules\/.*\.m?js$/.test(path))) {
    if (WITH_OWN_REQUIRE.test(input) || HARMLESS.test(input)) continue;
    const text = await readFile(join(root, input), 'utf8');
    if (/= createRequire\(import\.meta\.url\)/.test(text)) {
      throw new Error(
        `${input} has a require of its own: see WITH_OWN_REQUIRE in scripts/bundle.mjs`,
      );
    }
  }
}

function nameOf(path) {
  return /([^/]+)\.js$/.exec(path)[1];
}

function leaveEmpty(names) {
  const filter = new RegExp(`^(${names.join('|')})$`);
  return {
    name: 'leave-empty',
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, ({ path }) => ({ path, namespace: 'empty' }));
      onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

function seeOwnRequires() {
  return {
    name: 'see-own-requires',
    setup({ onLoad }) {
      onLoad({ filter: WITH_OWN_REQUIRE }, async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(OWN_REQUIRE, ''),
      }));
    },
  };
}

/** Its storage is asked for by a path of its CommonJS files: all of it has to come from there. */
function takeOneClassTransformer() {
  const path = join(root, 'node_modules/class-transformer/cjs/index.js');
  return {
    name: 'take-one-class-transformer',
    setup({ onResolve }) {
      onResolve({ filter: /^class-transformer$/ }, () => ({ path }));
    },
  };
}

/** Drivers and platforms of TypeORM and Nest: each is asked for only when it is configured. */
function leaveOutAbsent() {
  return {
    name: 'leave-out-absent',
    setup({ onResolve }) {
      onResolve({ filter: /^(@[\w-]+\/)?[\w][\w.-]*/ }, ({ path, resolveDir }) => {
        const [name] = /^(@[\w-]+\/)?[^/]+/.exec(path);
        const isPresent = isBuiltin(path) || isInstalled(name, resolveDir);
        return isPresent ? undefined : { path, external: true };
      });
    },
  };
}

/** For the files of a folder: npm may put a package into a node_modules below the root's. */
function isInstalled(name, folder) {
  if (existsSync(join(folder, 'node_modules', name))) return true;
  return folder.startsWith(`${root}${sep}`) && isInstalled(name, dirname(folder));
}
