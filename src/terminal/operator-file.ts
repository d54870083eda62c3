import { CodedError } from '../common/errors/coded-error.js';

/**
 * Runs work on a file that the operator has named.
 *
 * @throws CodedError FILE_UNUSABLE for errors of the file system, so that they do not look like errors of the database
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

/** Socket errors have a `syscall` too, but no `path` and none of these codes. */
const isOfFileSystem = (error: unknown): error is Error =>
  error instanceof Error &&
  'syscall' in error &&
  ('path' in error ||
    ('code' in error &&
      ['ENOSPC', 'EDQUOT', 'EIO', 'EISDIR', 'EFBIG'].includes(String(error.code))));
