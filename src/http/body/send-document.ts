import type { Response } from 'express';
import type { JsonDocument } from '../../common/json-document.js';
import { isCurrent } from './entity-tags.js';
import { publicUrlOf } from '../public-url.js';
import { linksOf } from '../paging/page-links.js';

/** Sets the headers that describe a document. */
export function describeDocument({ traits }: JsonDocument, response: Response): void {
  const { createdId, entityTag, page } = traits;
  const { req: request } = response;
  if (createdId !== undefined) {
    response.setHeader(
      'Location',
      publicUrlOf(request, `${request.path.replace(/\/$/, '')}/${String(createdId)}`),
    );
  }
  if (entityTag !== undefined) {
    response.setHeader('ETag', entityTag);
    // Cached only by the client, and revalidated with the tag each time.
    response.setHeader('Cache-Control', 'private, no-cache');
  }
  if (page) {
    const links = linksOf(publicUrlOf(request, request.originalUrl), page);
    if (links.length > 0) response.setHeader('Link', links.join(', '));
  }
}

/** Sends the text as it is; 304 without it when the client has the same representation. @throws for `If-Match` */
export function sendDocument(document: JsonDocument, response: Response): void {
  const { req: request } = response;
  const { entityTag } = document.traits;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isKept = isRead && entityTag !== undefined && isCurrent(request.headers, entityTag);
  describeDocument(document, response);
  if (isKept) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(document.text));
  response.end(request.method === 'HEAD' ? undefined : document.text);
}
