import { testFiles } from './test/support/test-files.mjs';

const common = {
  testEnvironment: '<rootDir>/test/support/native/environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Node loads the program, as it was built, and every package; Jest loads the tests.
  transformIgnorePatterns: [],
  transform: {
    '/(src|migrations)/(?!.+\\.spec\\.ts$).+\\.ts$|/node_modules/|/support/native/':
      '<rootDir>/test/support/native/native-modules.mjs',
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};

/** Each setup and teardown file runs once, however many projects name it. */
const database = (dialect) => ({
  globalSetup: `<rootDir>/test/${dialect}.setup.mjs`,
  globalTeardown: '<rootDir>/test/teardown.mjs',
});

const all = ['e2e', 'cli', 'inside', 'browser'].flatMap(testFiles);
const matching = (runs) => all.filter(runs).map(({ file }) => `<rootDir>/test/${file}`);

const against = (dialect, runs) => ({
  ...common,
  displayName: dialect,
  globals: { __DIALECT__: dialect, __WORKERS__: 1 },
  testMatch: matching(runs),
  ...database(dialect),
});

/** What several processes may do differently: served by four processes on one SQLite file. */
const workers = {
  ...common,
  ...database('sqlite'),
  displayName: 'workers',
  globals: { __DIALECT__: 'sqlite', __WORKERS__: 4 },
  testMatch: matching(({ workers }) => workers !== undefined),
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/*.spec.ts'],
    },
    against('sqlite', ({ postgres }) => postgres === undefined),
    against('postgres', ({ once }) => once === undefined),
    workers,
  ],
  // Long, so that no test fails because the machine is busy.
  testTimeout: 600_000,
  // One more than the cores of a small machine: tests of processes wait at times. Four take as long.
  maxWorkers: 3,
  // Modules of ESM test files are never freed: a worker that has grown is replaced.
  workerIdleMemoryLimit: '1.5GB',
  reporters: ['default', '<rootDir>/test/count-reporter.mjs'],
};
