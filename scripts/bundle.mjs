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

/** Native packages, and those that load other files of their own: not bundled. */
const UNBUNDLED = [
  'better-sqlite3',
  'pg',
  'pino',
  'piscina',
  'swagger-ui-dist',
  'redoc',
  'chart.js',
];

/** Optional tools of our dependencies, which are installed during development only. */
const NEVER_USED = ['typescript', 'prettier', 'ts-node', 'class-transformer/storage'];

/** Of class-validator, for telephone numbers: not used. */
const EMPTY = ['libphonenumber-js/max'];

/** TypeORM loads what it has for all databases that it knows: a third of its code. */
const OTHER_DATABASES = [
  ...['aurora-mysql', 'aurora-postgres', 'capacitor', 'cockroachdb', 'cordova', 'expo', 'mongodb'],
  ...['mysql', 'nativescript', 'oracle', 'react-native', 'sap', 'spanner', 'sqljs', 'sqlserver'],
];

const NOTHING = 'module.exports = {};';

/** Bundled CommonJS packages need these names in an ES module. */
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
 * These load optional packages by a `require` that they create themselves, which the bundler does not
 * see: at run time they would load a second copy, with different classes.
 */
const OWN_REQUIRE = /^const require = createRequire\(import\.meta\.url\);$/m;
const WITH_OWN_REQUIRE = /node_modules\/@nestjs\/(mapped-types|swagger|typeorm)\/dist\/.*\.js$/;

/** These create one too, but for packages that are not used here. */
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
  // ES modules first: of them only what is used is bundled (of class-validator 40 of 700 kB).
  mainFields: ['module', 'main'],
  sourcemap: true,
  logLevel: 'warning',
  external: [...UNBUNDLED, ...NEVER_USED],
  metafile: true,
  absWorkingDir: root,
  plugins: [
    leaveEmpty(EMPTY),
    leaveOutDrivers(OTHER_DATABASES),
    seeOwnRequires(),
    takeOneClassTransformer(),
    leaveOutAbsent(),
  ],
  banner: { js: COMMONJS_NAMES },
});

/** The pages of the dashboard, and one script for each. */
const pages = join(root, 'src/dashboard/browser');
await rm(join(root, 'dist/dashboard'), { recursive: true, force: true });
await build({
  entryPoints: ['dashboard.ts', 'issues.ts', 'dashboard.html', 'issues.html', 'style.css'].map(
    (name) => join(pages, name),
  ),
  outdir: join(root, 'dist/dashboard'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  loader: { '.html': 'copy' },
  tsconfig: join(pages, 'tsconfig.json'),
  logLevel: 'warning',
  absWorkingDir: root,
});

await refuseSecondCopies(Object.keys(metafile.inputs));

/** Fails when another package has begun to load packages in a way that the bundler does not see. */
async function refuseSecondCopies(inputs) {
  for (const input of inputs.filter((path) => /^node_modules\/.*\.m?js$/.test(path))) {
    if (WITH_OWN_REQUIRE.test(input) || HARMLESS.test(input)) continue;
    const text = await readFile(join(root, input), 'utf8');
    if (/= createRequire\(import\.meta\.url\)/.test(text)) {
      throw new Error(
        `${input} creates its own require: see WITH_OWN_REQUIRE in scripts/bundle.mjs`,
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
      onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: NOTHING }));
    },
  };
}

function leaveOutDrivers(names) {
  const filter = new RegExp(`typeorm[/\\\\]driver[/\\\\](${names.join('|')})[/\\\\].*\\.js$`);
  return {
    name: 'leave-out-drivers',
    setup({ onLoad }) {
      onLoad({ filter }, () => ({ contents: NOTHING }));
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

/** Its storage is imported from its CommonJS files, so all of it has to come from those. */
function takeOneClassTransformer() {
  const path = join(root, 'node_modules/class-transformer/cjs/index.js');
  return {
    name: 'take-one-class-transformer',
    setup({ onResolve }) {
      onResolve({ filter: /^class-transformer$/ }, () => ({ path }));
    },
  };
}

/** Drivers and platforms of TypeORM and Nest that are not installed: loaded only if configured. */
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

/** Whether files of a folder can load a package: it may be in a nested node_modules. */
function isInstalled(name, folder) {
  if (existsSync(join(folder, 'node_modules', name))) return true;
  return folder.startsWith(`${root}${sep}`) && isInstalled(name, dirname(folder));
}
