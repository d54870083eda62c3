const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
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

const against = (dialect) => ({
  ...common,
  displayName: dialect,
  globals: { __DIALECT__: dialect },
  testMatch: ['<rootDir>/test/{e2e,cli}/**/*.spec.ts'],
  ...(dialect === 'postgres'
    ? {
        // PostgreSQL's own promise: only SQLite's file is ours to keep whole.
        testPathIgnorePatterns: ['/node_modules/', 'test/cli/killed'],
        globalSetup: '<rootDir>/test/postgres.setup.mjs',
        globalTeardown: '<rootDir>/test/postgres.teardown.mjs',
      }
    : {}),
});

export default {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/*.spec.ts'],
    },
    against('sqlite'),
    against('postgres'),
  ],
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of ESM test files are never let go of: a worker that has grown makes room for a new one.
  workerIdleMemoryLimit: '1GB',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  reporters: ['default', '<rootDir>/test/count-reporter.mjs'],
};
