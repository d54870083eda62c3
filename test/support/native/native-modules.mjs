import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../../..');
const self = readFileSync(import.meta.filename);

/** What Node loads in place of a file that a test imports: of our own sources what was built of them. */
function nativeFileOf(path) {
  const own = relative(root, path);
  return /^(src|migrations)\//.test(own)
    ? resolve(root, 'dist', own.replace(/\.ts$/, '.js'))
    : path;
}

/** The source of a module that exports what Node's own loader has for the file: see `environment.mjs`. */
export default {
  process(source, path, { supportsDynamicImport, supportsStaticESM }) {
    // Jest's own parts are loaded before there is a test, and stay as they are.
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
