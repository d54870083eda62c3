import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { tools } from '../scripts/prepare.mjs';

const { format, resolveConfig } = createRequire(join(tools, 'package.json'))('prettier');

/** Writes a document of docs/, formatted as `npm run check` requires. */
export async function writeDocument(path, text) {
  const options = await resolveConfig(path);
  await writeFile(path, await format(text, { ...options, filepath: path }));
}
