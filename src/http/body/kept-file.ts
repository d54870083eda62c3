import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';
import { acceptsGzip } from './compression.js';
import { hasRepresentation } from './entity-tags.js';

const compress = promisify(gzip);

interface Description {
  readonly type: string;
  readonly cacheControl: string;
}

interface Representation {
  readonly content: Buffer;
  readonly entityTag: string;
}

/** Serves what stays the same until the next start: read and compressed for its first reader, then kept. */
export function keptFile(
  { type, cacheControl }: Description,
  read: () => Buffer | Promise<Buffer>,
): RequestHandler {
  const plain = once(async () => represent(await read()));
  const compressed = once(async () => represent(await compress((await plain()).content)));
  return async (request, response) => {
    const isCompressed = acceptsGzip(request);
    const { content, entityTag } = await (isCompressed ? compressed() : plain());
    response.vary('Accept-Encoding');
    response.set({ 'Cache-Control': cacheControl, ETag: entityTag });
    if (hasRepresentation(request.headers, entityTag)) {
      response.status(304).end();
      return;
    }
    if (isCompressed) response.set('Content-Encoding', 'gzip');
    response.type(type).send(content);
  };
}

const represent = (content: Buffer): Representation => ({
  content,
  entityTag: `"${hash('sha256', content, 'hex').slice(0, 16)}"`,
});

/** Makes it again after an error only. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}
