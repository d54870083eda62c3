import type { Response } from 'express';
import type { JsonDocument } from '../../common/json-document.js';
import { acceptsGzip, compressed, MIN_COMPRESSED_LENGTH } from './compression.js';
import { gzipTagOf, isCurrent } from './entity-tags.js';
import { publicUrlOf } from '../public-url.js';
import { linksOf } from '../paging/page-links.js';

/** Sets the headers that describe a document. */
export function describeDocument({ traits }: JsonDocument, response: Response): void {
  const { req: request } = response;
  const { createdId, entityTag, page, watermark } = traits;
  const { collection = request.path.replace(/\/$/, '') } = traits;
  if (createdId !== undefined) {
    response.setHeader('Location', publicUrlOf(request, `${collection}/${String(createdId)}`));
  }
  if (entityTag !== undefined) {
    response.setHeader('ETag', entityTag);
    // Cached only by the client, and revalidated with the tag each time.
    response.setHeader('Cache-Control', 'private, no-cache');
  }
  if (watermark !== undefined) response.setHeader('X-Changes-Watermark', watermark);
  if (page) {
    const links = linksOf(publicUrlOf(request, request.originalUrl), page);
    if (links.length > 0) response.setHeader('Link', links.join(', '));
  }
}

/**
 * Sends the text as it is, or compressed when it is long and read by a client that takes that; 304 without
 * it when the client has the same representation.
 *
 * @throws for `If-Match`
 */
export function sendDocument(document: JsonDocument, response: Response): void {
  const { req: request } = response;
  const { text, traits } = document;
  const { entityTag } = traits;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isKept = isRead && entityTag !== undefined && isCurrent(request.headers, entityTag);
  describeDocument(document, response);
  const isLong = isRead && text.length >= MIN_COMPRESSED_LENGTH;
  if (isLong) response.vary('Accept-Encoding');
  const isCompressed = isLong && acceptsGzip(request);
  if (isCompressed && entityTag !== undefined) response.setHeader('ETag', gzipTagOf(entityTag));
  if (isKept) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (isCompressed) sendCompressed(text, response);
  else if (text.length >= MIN_ENCODED_LENGTH) sendBytes(Buffer.from(text), response);
  else sendText(text, response);
}

/** Node keeps a longer text, and three bytes for each of its characters, until the client has taken it. */
const MIN_ENCODED_LENGTH = 64 * 1024;

function sendCompressed(text: string, response: Response): void {
  response.setHeader('Content-Encoding', 'gzip');
  compressed(text).then(
    (content) => {
      sendBytes(content, response);
    },
    (error: unknown) => response.destroy(error as Error),
  );
}

function sendBytes(content: Buffer, response: Response): void {
  response.setHeader('Content-Length', content.length);
  response.end(isHead(response) ? undefined : content);
}

/** ASCII is the same bytes in Latin-1, which are copied and not encoded. */
function sendText(text: string, response: Response): void {
  const bytes = Buffer.byteLength(text);
  response.setHeader('Content-Length', bytes);
  if (isHead(response)) response.end();
  else response.end(text, bytes === text.length ? 'latin1' : 'utf8');
}

const isHead = ({ req: request }: Response): boolean => request.method === 'HEAD';
