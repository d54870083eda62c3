import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { CodedError } from '../../common/errors/coded-error.js';
import { Configuration } from '../../config/configuration.js';

/** Only the owner reads what was uploaded. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const PIECE_BYTES = 64 * 1024;

const SUFFIX = '.upload';

/**
 * An upload has its name for a moment only, or, where an open file keeps it, for as long as an import
 * runs: one that is older was left by a process that was killed.
 */
const MAX_NAMED_MS = 24 * 60 * 60 * 1000;

/** The folder in which uploads lie while they are received and read. */
@Injectable()
export class UploadSpool {
  private readonly logger = new Logger('Uploads');
  private readonly folder: string;
  private swept: Promise<void> | undefined;

  constructor({ http }: Configuration) {
    this.folder = http.uploadDir;
  }

  /** @throws CodedError when nothing can be written there */
  async create(): Promise<SpooledFile> {
    try {
      await mkdir(this.folder, { recursive: true, mode: FOLDER_MODE });
      await (this.swept ??= this.sweep());
      const path = join(this.folder, `${randomUUID()}${SUFFIX}`);
      const { O_CREAT, O_EXCL, O_RDWR } = constants;
      return await SpooledFile.create(path, await open(path, O_CREAT | O_EXCL | O_RDWR, FILE_MODE));
    } catch (error) {
      throw unwritable(error);
    }
  }

  /** Once for each process: a file that another one is using is not old. */
  private async sweep(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      if (!name.endsWith(SUFFIX) || !(await isAbandoned(path))) continue;
      await unlink(path).catch(() => undefined);
      this.logger.warn(`Removed ${path}, the upload of a process that was killed.`);
    }
  }
}

/** A file on disk that can be read several times, and is gone when it is closed. */
export class SpooledFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly path: string | undefined,
  ) {}

  /** Removes the name at once, where the system allows it: then not even `kill -9` leaves a file. */
  static async create(path: string, handle: FileHandle): Promise<SpooledFile> {
    const kept = await unlink(path).then(
      () => undefined,
      () => path,
    );
    return new SpooledFile(handle, kept);
  }

  writable(): Writable {
    return new Writable({
      write: (piece: Buffer, _encoding, done) => {
        this.handle.writeFile(piece).then(() => {
          done();
        }, done);
      },
    });
  }

  /** The content from its beginning. */
  open(): Readable {
    return Readable.from(this.pieces(), { objectMode: false });
  }

  /** Waits for what is being read or written. */
  async close(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    if (this.path !== undefined) await unlink(this.path).catch(() => undefined);
  }

  private async *pieces(): AsyncGenerator<Buffer> {
    for (let position = 0; ;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const { bytesRead } = await this.handle.read(piece, 0, PIECE_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > MAX_NAMED_MS;
}

const DISK_ERRORS = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS'];

/** Whether it is the disk that has failed, and not the client. */
export const isDiskError = (error: Error): boolean =>
  'code' in error && DISK_ERRORS.includes(String(error.code));

export const unwritable = (error: unknown): CodedError =>
  new CodedError('unavailable', 'UPLOAD_NOT_STORED', 'The upload cannot be stored; try again.', {
    cause: error,
  });
