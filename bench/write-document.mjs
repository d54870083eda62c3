import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root, tools } from '../scripts/prepare.mjs';

/** Writes a document of docs/, formatted as `npm run check` requires. */
export async function writeDocument(path, text) {
  await ensureInstalled(tools);
  const { format, resolveConfig } = createRequire(join(tools, 'package.json'))('prettier');
  const options = await resolveConfig(path);
  await writeFile(path, await format(text, { ...options, filepath: path }));
}

/** Puts a report between its marks in docs/performance.md. */
export async function publish(mark, report) {
  const path = join(root, 'docs/performance.md');
  const [begin, end] = ['begin', 'end'].map((edge) => `<!-- ${edge} of ${mark} -->`);
  const text = readFileSync(path, 'utf8');
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${path} has no ${begin} and ${end}.`);
  const [before, after] = [text.slice(0, start + begin.length), text.slice(stop)];
  await writeDocument(path, `${before}\n\n${report}\n\n${after}`);
}

/** The machine of a report. */
export const machine = () =>
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${process.versions.node}`;
