import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { migrations } from '../../../migrations/index.js';
import { Clock } from '../../common/clock.js';
import { type Contents, DatabaseFiles } from '../../database/database-files.js';
import { partOf, type Progress } from '../../common/progress.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { BackupStore, type Manifest } from './backup-store.js';
import { BackupNotFoundError, BackupRefusedError, BackupSpaceError } from '../maintenance.errors.js';
import { PresentStateRepository, type Rows } from './present-state.repository.js';
import type { BackupMaker } from '../dto/maintenance.dto.js';
import { RunsService } from '../runs/runs.service.js';

/** Backups made by requests that are kept; those of operators are not counted. */
const KEPT_OF_REQUESTS = 10;

/** Space that a backup leaves free: the database may be on the same disk. */
const RESERVED_BYTES = 64 * 1024 * 1024;

export interface ListedBackup {
  readonly name: string;
  readonly bytes: number;
  readonly created_at: string | null;
  /** Null when its manifest is missing or damaged. */
  readonly made_by: BackupMaker | null;
  /** Whether the file matches its manifest. */
  readonly verified: boolean;
}

interface Writing {
  readonly maker?: BackupMaker;
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
    private readonly present: PresentStateRepository,
    private readonly runner: TransactionRunner,
    private readonly runs: RunsService,
    private readonly clock: Clock,
  ) {}

  get folder(): string {
    return this.store.folder;
  }

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
        made_by: manifest ? makerOf(manifest) : null,
        verified: manifest?.name === name && (await this.isIntact(manifest, everyByte)),
      });
    }
    return listed;
  }

  /**
   * Makes and verifies a backup of one snapshot; with `keep`, deletes all but that many.
   *
   * @throws BackupRefusedError when the database is damaged or has no tables
   */
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
      const manifest = await this.write({ maker: 'request' });
      const old = (await this.requestedNames()).slice(KEPT_OF_REQUESTS);
      for (const name of old) await this.store.remove(name);
      await this.runs.record('backup', { name: manifest.name, removed: old.length });
      return manifest;
    });
  }

  /**
   * The manifest of the backup of this name; without one, of the newest of this kind of database that
   * no restore has made: restoring that one would undo the restore.
   *
   * @throws BackupNotFoundError, BackupRefusedError when its manifest shows that it cannot be restored
   */
  async find(wanted?: string): Promise<Manifest> {
    const names = await this.store.names();
    const name = wanted ?? (await this.newest(names));
    if (name === undefined || !names.includes(name)) throw new BackupNotFoundError(wanted);
    const refuse = refusalOf(name);
    const manifest = await this.store.manifest(name);
    if (manifest === undefined) return refuse('its manifest is missing or damaged');
    if (manifest.name !== name) refuse(`its manifest is that of ${manifest.name}`);
    if (manifest.dialect !== this.runner.dialect.name) refuse(`it is a backup of ${manifest.dialect}`);
    return manifest;
  }

  /**
   * Replaces the entire database by the backup that `find` finds, atomically.
   *
   * @throws BackupNotFoundError, BackupRefusedError
   */
  async restore(wanted?: string, progress?: Progress): Promise<Restored> {
    const manifest = await this.find(wanted);
    const { name } = manifest;
    const copy = await this.store.partial('restore');
    try {
      // Verify a private copy, which nobody can change before it is restored.
      await this.store.copy(name, copy);
      const pending = await this.verify(manifest, copy, partOf(progress, 0, 0.3, 'checking'));
      if (pending.length > 0) await this.files.upgrade(copy);
      let previous = '';
      await this.files.replaceBy(
        copy,
        async () => {
          const backingUp = partOf(progress, 0.3, 0.6, 'backing up the present state');
          previous = (await this.write({ maker: 'restore', progress: backingUp })).name;
        },
        partOf(progress, 0.6, 1, 'restoring'),
      );
      if (pending.length > 0) await this.files.upgradeReplaced();
      await this.runs.record('restore', { name, previous });
      return { restored: name, previous, migrations: pending };
    } finally {
      await this.store.discard(copy);
    }
  }

  /** What a restore of a backup replaces now: all rows, and what was written after the backup. */
  async replacedBy({ created_at }: Manifest): Promise<{ readonly now: Rows; readonly since: Rows }> {
    return {
      now: await this.present.rows(),
      since: await this.present.changedSince(created_at),
    };
  }

  private async isIntact(manifest: Manifest, everyByte: boolean): Promise<boolean> {
    if (!everyByte && (await this.store.isUntouched(manifest))) return true;
    const { sha256 } = await this.store.digest(this.store.path(manifest.name));
    return sha256 === manifest.sha256;
  }

  private async newest(names: readonly string[]): Promise<string | undefined> {
    for (const name of names.filter((one) => one.endsWith(this.files.extension))) {
      const manifest = await this.store.manifest(name);
      if (manifest === undefined || makerOf(manifest) !== 'restore') return name;
    }
    return undefined;
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

  private async write({ maker = 'operator', progress }: Writing): Promise<Manifest> {
    const partial = await this.store.partial('backup');
    try {
      await this.requireSpace();
      await this.files.copyTo(partial, partOf(progress, 0, 0.6, 'copying'));
      partOf(progress, 0.6, 1, 'checking')(0);
      const contents = await this.files.inspect(partial);
      const createdAt = await this.nextTimestamp();
      const name = `backup-${createdAt.replaceAll(/[:.]/g, '-')}${this.files.extension}`;
      const manifest: Manifest = {
        name,
        ...(await this.store.digest(partial, partOf(progress, 0.9, 1, 'checking'))),
        created_at: createdAt,
        dialect: this.runner.dialect.name,
        schema_version: contents.migrations.at(-1) ?? null,
        rows: contents.rows,
      };
      if (contents.errors.length > 0) {
        throw new BackupRefusedError(name, contents.errors.slice(0, 3).join('; '));
      }
      // A restore may replace such a database; an operator has named the wrong one.
      if (maker !== 'restore' && contents.migrations.length === 0) {
        throw new BackupRefusedError(name, 'the database of DATABASE_URL has no tables');
      }
      await this.store.publish(partial, {
        ...manifest,
        ...(maker === 'request' && { requested: true }),
        ...(maker === 'restore' && { before_restore: true }),
      });
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
  private async verify(manifest: Manifest, copy: string, progress: Progress): Promise<string[]> {
    const { name } = manifest;
    const refuse = refusalOf(name);
    const { bytes, sha256 } = await this.store.digest(copy, progress);
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

const makerOf = ({ requested, before_restore }: Manifest): BackupMaker => {
  if (before_restore === true) return 'restore';
  return requested === true ? 'request' : 'operator';
};

const refusalOf =
  (name: string) =>
  (reason: string): never => {
    throw new BackupRefusedError(name, reason);
  };
