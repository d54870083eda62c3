import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

/** Writes a document of docs/, formatted as `npm run check` requires. */
export async function writeDocument(path, text) {
  const options = await resolveConfig(path);
  await writeFile(path, await format(text, { ...options, filepath: path }));
}
