import { CodedError } from '../common/errors/coded-error.js';

/**
 * Works on a file that the operator has named.
 *
 * @throws CodedError FILE_UNUSABLE for what the file system refuses: it is not the database's failure
 */
export async function withFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOfFileSystem(error)) throw error;
    const detail = `${file} cannot be used (${error.message}); name another file.`;
    throw new CodedError('invalid', 'FILE_UNUSABLE', detail, { cause: error });
  }
}

/** Errors of sockets have a `syscall` too, but neither a path nor a full disk. */
const isOfFileSystem = (error: unknown): error is Error =>
  error instanceof Error &&
  'syscall' in error &&
  ('path' in error ||
    ('code' in error &&
      ['ENOSPC', 'EDQUOT', 'EIO', 'EISDIR', 'EFBIG'].includes(String(error.code))));
