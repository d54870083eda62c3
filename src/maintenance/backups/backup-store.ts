import { createHash } from 'node:crypto';
import { createReadStream, linkSync, renameSync, rmSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { atExit } from '../../common/at-exit.js';
import { isRunning, HOST_ID } from '../../common/host-id.js';
import type { Progress } from '../../common/progress.js';
import { Configuration } from '../../config/configuration.js';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../database/private-files.js';
import { BackupDirUnusableError, BackupRunningError } from '../maintenance.errors.js';

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
  /** Whether a request made it; otherwise an operator did. */
  readonly requested?: boolean;
  /** Whether a restore made it, of the state that it replaced. */
  readonly before_restore?: boolean;
}

const NAME = /^backup-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z\.(db|dump)$/;
const PARTIAL = /^\.\w+-([0-9a-f]+)-(\d+)-\d+\.partial/;

/** An unfinished file of another host counts as abandoned after this time. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const MANIFEST = '.manifest.json';

/** Held while a request makes a backup; its text is the hidden name of a file of its holder. */
const LOCK = '.backup.lock';

/** Suffixes of the files of an unfinished backup: itself, SQLite's, and its manifest. */
const ENDINGS = ['', '-wal', '-shm', '-journal', '.manifest'];

/** The folder of the backups. Files have a hidden name until they are complete. */
@Injectable()
export class BackupStore {
  readonly folder: string;
  private counter = 0;
  /** What keeps an unfinished file from being removed when the process ends, by its path. */
  private readonly unfinished = new Map<string, () => void>();

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
  async partial(purpose: 'backup' | 'restore' | 'lock'): Promise<string> {
    await this.use(() => mkdir(this.folder, { recursive: true, mode: PRIVATE_FOLDER }));
    await this.use(() => this.sweep());
    this.counter += 1;
    const path = this.path(
      `.${purpose}-${HOST_ID}-${String(process.pid)}-${String(this.counter)}.partial`,
    );
    const keep = atExit(() => {
      for (const ending of ENDINGS) rmSync(path + ending, { force: true });
    });
    this.unfinished.set(path, keep);
    // Whoever writes to it keeps its mode.
    await this.use(() => writeFile(path, '', { mode: PRIVATE_FILE }));
    return path;
  }

  /** Publishes a complete file: first its manifest, then, as the last step, its name. */
  async publish(partial: string, manifest: Manifest): Promise<void> {
    const text = `${partial}.manifest`;
    const file = await open(text, 'w', PRIVATE_FILE);
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
    this.unfinished.get(partial)?.();
    this.unfinished.delete(partial);
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

  /** Copies a complete backup to an unfinished file. */
  async copy(name: string, partial: string): Promise<void> {
    await copyFile(this.path(name), partial);
    await chmod(partial, PRIVATE_FILE);
  }

  /** The space of the folder's file system that is free for this user. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await this.use(() => statfs(this.folder));
    return bavail * bsize;
  }

  /**
   * Runs the work unless somebody else does so, in whatever process.
   *
   * @throws BackupRunningError
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const holder = await this.partial('lock');
    try {
      await writeFile(holder, basename(holder));
      await this.lock(holder);
      try {
        return await work();
      } finally {
        await rm(this.path(LOCK), { force: true });
      }
    } finally {
      await this.discard(holder);
    }
  }

  private async lock(holder: string): Promise<void> {
    for (;;) {
      try {
        linkSync(holder, this.path(LOCK));
        return;
      } catch (error) {
        if (!isExisting(error)) throw error;
        if (!(await this.removeAbandonedLock(`${holder}.manifest`))) throw new BackupRunningError();
      }
    }
  }

  /** Moves the lock away before it decides: of several processes only one has it then. */
  private async removeAbandonedLock(moved: string): Promise<boolean> {
    const holder = await readFile(this.path(LOCK), 'utf8').catch(() => undefined);
    if (holder === undefined) return true;
    if (!(await this.isAbandoned(holder))) return false;
    await rename(this.path(LOCK), moved).catch(() => undefined);
    const taken = await readFile(moved, 'utf8').catch(() => holder);
    // Another process was quicker, and this is its lock.
    if (taken !== holder) linkSync(moved, this.path(LOCK));
    await rm(moved, { force: true });
    return taken === holder;
  }

  async digest(path: string, progress?: Progress): Promise<Pick<Manifest, 'sha256' | 'bytes'>> {
    const hash = createHash('sha256');
    const { size } = await stat(path);
    let read = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      read += chunk.length;
      progress?.(read / size);
    }
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
    return found === undefined || Date.now() - found.mtimeMs > ABANDONED_AFTER_MS;
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

const isExisting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';
