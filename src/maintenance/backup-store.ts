import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';

/** What a backup holds, written beside it. */
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
const PARTIAL = /^\.\w+-(\d+)-\d+\.partial/;

/** The folder of the backups. What is being written has a hidden name until it is complete. */
@Injectable()
export class BackupStore {
  private readonly folder: string;
  private counter = 0;

  constructor({ backupDir }: Configuration) {
    this.folder = backupDir;
  }

  /** The names of the complete backups, newest first. */
  async names(): Promise<string[]> {
    const found = await readdir(this.folder).catch(() => []);
    return found
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A hidden path to write to; also removes what programs that ended halfway left behind. */
  async partial(purpose: 'backup' | 'restore'): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) {
      const owner = PARTIAL.exec(name)?.[1];
      if (owner !== undefined && !isRunning(Number(owner))) await rm(this.path(name));
    }
    this.counter += 1;
    return this.path(`.${purpose}-${String(process.pid)}-${String(this.counter)}.partial`);
  }

  /** Gives a complete file its name. The manifest is there first: the name is the last step. */
  async publish(partial: string, manifest: Manifest): Promise<void> {
    const text = `${partial}.manifest`;
    const target = this.manifestPath(manifest.name);
    try {
      const file = await open(text, 'w');
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await file.sync();
      await file.close();
      await synced(partial);
      // A link, unlike a rename, fails when another program has taken the name.
      await link(text, target);
      await rename(partial, this.path(manifest.name));
      await synced(this.folder);
    } finally {
      await this.discard(text);
    }
  }

  async discard(partial: string): Promise<void> {
    for (const ending of ['', '-wal', '-shm', '-journal'])
      await rm(partial + ending, { force: true });
  }

  /** Undefined when it is missing or cannot be read as one. */
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

  async digest(path: string): Promise<Pick<Manifest, 'sha256' | 'bytes'>> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return { sha256: hash.digest('hex'), bytes: (await stat(path)).size };
  }

  private manifestPath(name: string): string {
    return this.path(`${name}.manifest.json`);
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
