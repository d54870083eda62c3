import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request } from 'express';

/** What a server may send before it waits for the client: compressing less saves no round trip. */
export const MIN_COMPRESSED_LENGTH = 10 * 1460;

const LEVEL = 1;

const compressBytes = promisify<string, { level: number }, Buffer>(gzip);

export const acceptsGzip = (request: Request): boolean =>
  request.acceptsEncodings('gzip', 'identity') === 'gzip';

/** In another thread. */
export const compressed = (text: string): Promise<Buffer> => compressBytes(text, { level: LEVEL });
