import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { migrations } from '../../../migrations/index.js';
import { Clock } from '../../common/clock.js';
import { type Contents, DatabaseFiles } from '../../database/database-files.js';
import type { Progress } from '../../common/progress.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { BackupStore, type Manifest } from './backup-store.js';
import { BackupNotFoundError, BackupRefusedError, BackupSpaceError } from '../maintenance.errors.js';
import { RunsService } from '../runs/runs.service.js';

/** Backups made by requests that are kept; those of operators are not counted. */
const KEPT_OF_REQUESTS = 10;

/** Space that a backup leaves free: the database may be on the same disk. */
const RESERVED_BYTES = 64 * 1024 * 1024;

export interface ListedBackup {
  readonly name: string;
  readonly bytes: number;
  readonly created_at: string | null;
  /** Whether the file matches its manifest. */
  readonly verified: boolean;
}

interface Writing {
  readonly requested?: boolean;
  readonly progress?: Progress | undefined;
}

export interface Restored {
  readonly restored: string;
  /** The backup of the state before the restore. */
  readonly previous: string;
  readonly migrations: readonly string[];
}

@Injectable()
export class BackupsService {
  constructor(
    private readonly store: BackupStore,
    private readonly files: DatabaseFiles,
    private readonly runner: TransactionRunner,
    private readonly runs: RunsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Newest first. A backup was verified when it was made: its checksum is compared again only if its
   * size or time differ from the manifest, or with `everyByte`.
   */
  async list(everyByte = false): Promise<ListedBackup[]> {
    const listed: ListedBackup[] = [];
    for (const name of await this.store.names()) {
      const manifest = await this.store.manifest(name);
      listed.push({
        name,
        bytes: await this.store.size(name),
        created_at: manifest?.created_at ?? null,
        verified: manifest?.name === name && (await this.isIntact(manifest, everyByte)),
      });
    }
    return listed;
  }

  /** Makes and verifies a backup of one snapshot; with `keep`, deletes all but that many. */
  async create(keep?: number, progress?: Progress): Promise<Manifest> {
    const manifest = await this.write({ progress });
    const old = keep === undefined ? [] : (await this.store.names()).slice(keep);
    for (const name of old) await this.store.remove(name);
    await this.runs.record('backup', { name: manifest.name, removed: old.length });
    return manifest;
  }

  /**
   * `create` for a request: one at a time, and the newest ten made by requests are kept.
   *
   * @throws BackupRunningError, BackupSpaceError
   */
  createOnRequest(): Promise<Manifest> {
    return this.store.alone(async () => {
      const manifest = await this.write({ requested: true });
      const old = (await this.requestedNames()).slice(KEPT_OF_REQUESTS);
      for (const name of old) await this.store.remove(name);
      await this.runs.record('backup', { name: manifest.name, removed: old.length });
      return manifest;
    });
  }

  /**
   * Replaces the entire database by a backup, by default the newest, atomically.
   *
   * @throws BackupNotFoundError, BackupRefusedError
   */
  async restore(wanted?: string, progress?: Progress): Promise<Restored> {
    const names = await this.store.names();
    const name = wanted ?? names[0];
    if (name === undefined || !names.includes(name)) throw new BackupNotFoundError(name);
    const copy = await this.store.partial('restore');
    try {
      // Verify a private copy, which nobody can change before it is restored.
      await this.store.copy(name, copy);
      const pending = await this.verify(name, copy);
      if (pending.length > 0) await this.files.upgrade(copy);
      let previous = '';
      await this.files.replaceBy(
        copy,
        async () => {
          previous = (await this.write()).name;
        },
        progress,
      );
      if (pending.length > 0) await this.files.upgradeReplaced();
      await this.runs.record('restore', { name, previous });
      return { restored: name, previous, migrations: pending };
    } finally {
      await this.store.discard(copy);
    }
  }

  private async isIntact(manifest: Manifest, everyByte: boolean): Promise<boolean> {
    if (!everyByte && (await this.store.isUntouched(manifest))) return true;
    const { sha256 } = await this.store.digest(this.store.path(manifest.name));
    return sha256 === manifest.sha256;
  }

  /** The backups made by requests, newest first. */
  private async requestedNames(): Promise<string[]> {
    const names: string[] = [];
    for (const name of await this.store.names()) {
      if ((await this.store.manifest(name))?.requested === true) names.push(name);
    }
    return names;
  }

  private async requireSpace(): Promise<void> {
    const needed = (await this.files.space()).bytes + RESERVED_BYTES;
    const free = await this.store.freeBytes();
    if (free < needed) throw new BackupSpaceError(this.store.folder, needed, free);
  }

  private async write({ requested, progress }: Writing = {}): Promise<Manifest> {
    const partial = await this.store.partial('backup');
    try {
      await this.requireSpace();
      await this.files.copyTo(partial, progress);
      const contents = await this.files.inspect(partial);
      const createdAt = await this.nextTimestamp();
      const name = `backup-${createdAt.replaceAll(/[:.]/g, '-')}${this.files.extension}`;
      const manifest: Manifest = {
        name,
        ...(await this.store.digest(partial)),
        created_at: createdAt,
        dialect: this.runner.dialect.name,
        schema_version: contents.migrations.at(-1) ?? null,
        rows: contents.rows,
      };
      if (contents.errors.length > 0) {
        throw new BackupRefusedError(name, contents.errors.slice(0, 3).join('; '));
      }
      await this.store.publish(partial, { ...manifest, ...(requested && { requested }) });
      return manifest;
    } finally {
      await this.store.discard(partial);
    }
  }

  private async nextTimestamp(): Promise<string> {
    const [newest] = await this.store.names();
    for (;;) {
      const text = this.clock.now().toISOString();
      if (newest?.includes(text.replaceAll(/[:.]/g, '-')) !== true) return text;
      await sleep(1);
    }
  }

  /** The migrations that the backup lacks. */
  private async verify(name: string, copy: string): Promise<string[]> {
    const refuse = (reason: string): never => {
      throw new BackupRefusedError(name, reason);
    };
    const manifest = await this.store.manifest(name);
    if (manifest === undefined) return refuse('its manifest is missing or damaged');
    if (manifest.name !== name) refuse(`its manifest is that of ${manifest.name}`);
    if (manifest.dialect !== this.runner.dialect.name) refuse(`it is a backup of ${manifest.dialect}`);
    const { bytes, sha256 } = await this.store.digest(copy);
    if (bytes !== manifest.bytes) {
      refuse(`it has ${String(bytes)} bytes, its manifest says ${String(manifest.bytes)}`);
    }
    if (sha256 !== manifest.sha256) refuse('its SHA-256 is not that of its manifest');
    const contents = await this.open(name, copy);
    if (contents.errors.length > 0) refuse(contents.errors.slice(0, 3).join('; '));
    const differing = Object.keys({ ...contents.rows, ...manifest.rows }).filter(
      (table) => contents.rows[table] !== manifest.rows[table],
    );
    if (differing.length > 0) refuse(`the rows of ${differing.join(', ')} differ in number from its manifest`);
    const known = migrations.map((migration) => migration.name);
    const unknown = contents.migrations.filter((migration) => !known.includes(migration));
    if (unknown.length > 0) refuse(`its schema is newer than this program (${unknown.join(', ')})`);
    return known.filter((migration) => !contents.migrations.includes(migration));
  }

  private async open(name: string, copy: string): Promise<Contents> {
    try {
      return await this.files.inspect(copy);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new BackupRefusedError(name, `it cannot be opened (${reason})`);
    }
  }
}
