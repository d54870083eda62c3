import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../../..');
const self = readFileSync(import.meta.filename);

/** What Node loads for a file that a test imports: the built file for one of our own sources. */
function nativeFileOf(path) {
  const own = relative(root, path);
  return /^(src|migrations)\//.test(own)
    ? resolve(root, 'dist', own.replace(/\.ts$/, '.js'))
    : path;
}

/** Returns the source of a module that exports what Node's loader has for a file: see `environment.mjs`. */
export default {
  process(source, path, { supportsDynamicImport, supportsStaticESM }) {
    // Jest's own parts are loaded before any test, and are not transformed.
    if (!supportsDynamicImport) return { code: source };
    const file = nativeFileOf(path);
    const native = `__requireNatively__(${JSON.stringify(file)})`;
    if (!supportsStaticESM) return { code: `module.exports = ${native};` };
    const { default: main, ...named } = require(file);
    const names = Object.keys(named).filter((name) => name !== 'module.exports');
    return {
      code: [
        `const native = ${native};`,
        `export const { ${names.join(', ')} } = native;`,
        ...(main === undefined ? [] : ['export default native.default;']),
      ].join('\n'),
    };
  },

  getCacheKey: (_source, path, { supportsDynamicImport, supportsStaticESM }) =>
    createHash('sha256')
      .update(self)
      .update(`${path} ${supportsDynamicImport} ${supportsStaticESM}`)
      .update(readFileSync(nativeFileOf(path)))
      .digest('hex'),
};
