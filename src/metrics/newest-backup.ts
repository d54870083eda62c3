import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Seconds since the newest backup in the folder was made; undefined when there is none. */
export async function newestBackupAge(folder: string, now: Date): Promise<number | undefined> {
  try {
    const manifests = (await readdir(folder)).filter((name) => name.endsWith('.manifest.json'));
    const times = await Promise.all(
      manifests.map(async (name) => (await stat(join(folder, name))).mtimeMs),
    );
    return times.length === 0 ? undefined : (now.getTime() - Math.max(...times)) / 1000;
  } catch {
    return undefined;
  }
}
