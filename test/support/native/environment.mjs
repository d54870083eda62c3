import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { takeCoverage } from 'node:v8';
import { TestEnvironment } from 'jest-environment-node';

const require = createRequire(import.meta.url);

const POLL_MS = 500;

// Without Jest, which was told to stop or was killed, there is nobody to test for. (To listen for
// the disconnection would keep this process from ending by itself.)
if (process.connected) {
  setInterval(() => {
    if (process.connected) return;
    const { TEST_RUN_FOLDER: folder } = process.env;
    // Jest has done so already, unless it was killed; meanwhile a test may have gone on here.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(1);
  }, POLL_MS).unref();
}

/**
 * Jest runs each test file in a realm of its own, and would load the program and every package into
 * each of them again. Here Node loads them, once for the life of the process: a test file gets them
 * from this function, by way of `native-modules.mjs`.
 */
export default class OuterEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.__requireNatively__ = (path) => require(path);
    // The program recognises a date by its class, which each realm has of its own.
    this.global.Date = Date;
  }

  async teardown() {
    await super.teardown();
    // A process that is killed writes no coverage at its end.
    if (process.env.NODE_V8_COVERAGE) takeCoverage();
  }
}
