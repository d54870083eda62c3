import { createHash } from 'node:crypto';
import { createReadStream, linkSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { isRunning, HOST_ID } from '../../common/host-id.js';
import { Configuration } from '../../config/configuration.js';
import { BackupDirUnusableError } from '../maintenance.errors.js';

/** Describes a backup, in a file beside it. */
export interface Manifest {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly created_at: string;
  readonly dialect: string;
  /** The newest migration; null for a database that has none. */
  readonly schema_version: string | null;
  readonly rows: Readonly<Record<string, number>>;
}

const NAME = /^backup-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z\.(db|dump)$/;
const PARTIAL = /^\.\w+-([0-9a-f]+)-(\d+)-\d+\.partial/;

/** An unfinished file of another host counts as abandoned after this time. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const MANIFEST = '.manifest.json';

/** Suffixes of the files of an unfinished backup: itself, SQLite's, and its manifest. */
const ENDINGS = ['', '-wal', '-shm', '-journal', '.manifest'];

/** The folder of the backups. Files have a hidden name until they are complete. */
@Injectable()
export class BackupStore {
  private readonly folder: string;
  private counter = 0;
  private readonly unfinished = new Set<string>();

  /** Ctrl-C exits at once: removes unfinished files then. */
  private readonly removeUnfinished = () => {
    for (const partial of this.unfinished) {
      for (const ending of ENDINGS) rmSync(partial + ending, { force: true });
    }
  };

  constructor({ backupDir }: Configuration) {
    this.folder = backupDir;
  }

  /** The names of the complete backups, newest first. */
  async names(): Promise<string[]> {
    const found = await this.use(() => readdir(this.folder)).catch((error: unknown) => {
      if (error instanceof BackupDirUnusableError && error.isMissing) return [];
      throw error;
    });
    return found
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A hidden path to write to, until `discard`. */
  async partial(purpose: 'backup' | 'restore'): Promise<string> {
    await this.use(() => mkdir(this.folder, { recursive: true }));
    await this.use(() => this.sweep());
    this.counter += 1;
    const path = this.path(
      `.${purpose}-${HOST_ID}-${String(process.pid)}-${String(this.counter)}.partial`,
    );
    if (this.unfinished.size === 0) process.on('exit', this.removeUnfinished);
    this.unfinished.add(path);
    return path;
  }

  /** Publishes a complete file: first its manifest, then, as the last step, its name. */
  async publish(partial: string, manifest: Manifest): Promise<void> {
    const text = `${partial}.manifest`;
    const file = await open(text, 'w');
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
    await file.close();
    const createdAt = new Date(manifest.created_at);
    await utimes(partial, createdAt, createdAt);
    await synced(partial);
    // Synchronous, so that no signal handler runs in between. `linkSync` fails if the name exists.
    linkSync(text, this.manifestPath(manifest.name));
    renameSync(partial, this.path(manifest.name));
    await synced(this.folder);
  }

  async discard(partial: string): Promise<void> {
    for (const ending of ENDINGS) await rm(partial + ending, { force: true });
    this.unfinished.delete(partial);
    if (this.unfinished.size === 0) process.off('exit', this.removeUnfinished);
  }

  /** Undefined when it is missing or invalid. */
  async manifest(name: string): Promise<Manifest | undefined> {
    try {
      return JSON.parse(await readFile(this.manifestPath(name), 'utf8')) as Manifest;
    } catch {
      return undefined;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
    await rm(this.manifestPath(name), { force: true });
  }

  /** Whether size and time of the file are still those that `publish` set. */
  async isUntouched({ name, bytes, created_at }: Manifest): Promise<boolean> {
    const { size, mtime } = await stat(this.path(name));
    return size === bytes && mtime.toISOString() === created_at;
  }

  async size(name: string): Promise<number> {
    return (await stat(this.path(name))).size;
  }

  async digest(path: string): Promise<Pick<Manifest, 'sha256' | 'bytes'>> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return { sha256: hash.digest('hex'), bytes: (await stat(path)).size };
  }

  private async use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new BackupDirUnusableError(this.folder, error);
    }
  }

  private manifestPath(name: string): string {
    return this.path(name + MANIFEST);
  }

  /** Left by a process that exited; of another host, not written to for a day. */
  private async isAbandoned(partial: string): Promise<boolean> {
    const [, hostId, pid] = PARTIAL.exec(partial) ?? [];
    if (hostId === HOST_ID) return !isRunning(Number(pid));
    const found = await stat(this.path(partial)).catch(() => undefined);
    return found !== undefined && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS;
  }

  /** Removes unfinished files of processes that were killed. */
  private async sweep(): Promise<void> {
    const found = await readdir(this.folder);
    const partials = found.filter((name) => PARTIAL.test(name));
    let atWork = false;
    for (const name of partials) {
      if (await this.isAbandoned(name)) await rm(this.path(name), { force: true });
      else atWork = true;
    }
    // A process that is still writing may have published its manifest and not its backup yet.
    if (atWork) return;
    for (const manifest of found.filter((name) => name.endsWith(MANIFEST))) {
      const backup = manifest.slice(0, -MANIFEST.length);
      if (NAME.test(backup) && !found.includes(backup)) await this.remove(backup);
    }
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}
