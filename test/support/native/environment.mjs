import async_hooks from 'node:async_hooks';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { takeCoverage } from 'node:v8';
import { TestEnvironment } from 'jest-environment-node';

const require = createRequire(import.meta.url);

const POLL_MS = 500;

// When Jest has been stopped or killed, this process ends too. (Listening for the disconnection would
// keep it from ending by itself.)
if (process.connected) {
  setInterval(() => {
    if (process.connected) return;
    const { TEST_RUN_FOLDER: folder } = process.env;
    // Jest has done so already, unless it was killed; a test here may have created files since.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(1);
  }, POLL_MS).unref();
}

/**
 * Jest loads a part of itself again for each test file, and leaves its AsyncLocalStorage behind: every
 * promise of all later files would be slower for it.
 *
 * @type {Set<async_hooks.AsyncLocalStorage<unknown>>}
 */
const storages = new Set();
async_hooks.AsyncLocalStorage = class extends async_hooks.AsyncLocalStorage {
  constructor(options) {
    super(options);
    storages.add(this);
  }
};

/**
 * Jest runs each test file in its own realm, and would load the program and every package again in
 * each of them. Here Node loads them once per process: a test file gets them from this function, through
 * `native-modules.mjs`.
 */
export default class OuterEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.__requireNatively__ = (path) => require(path);
    // The program recognises a date by its class, and each realm has its own class.
    this.global.Date = Date;
  }

  async teardown() {
    await super.teardown();
    // One that is used again is enabled again.
    for (const storage of storages) storage.disable();
    storages.clear();
    // A process that is killed would write no coverage.
    if (process.env.NODE_V8_COVERAGE) takeCoverage();
  }
}
