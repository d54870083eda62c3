import { hash } from 'node:crypto';
import type { Response } from 'express';
import type { JsonDocument } from '../../common/json-document.js';
import { isCurrent } from './is-current.js';
import { linksOf } from '../paging/page-links.js';

/** `"<version>-<hash>"`: a precondition compares the version, a cache all of it. */
export const entityTagOf = (version: number, representation: string): string =>
  `"${String(version)}-${hash('sha256', representation, 'hex').slice(0, 16)}"`;

/** Sets the headers that describe a document. */
export function describeDocument({ traits }: JsonDocument, response: Response): void {
  const { createdId, entityTag, page } = traits;
  const { req: request } = response;
  if (createdId !== undefined) {
    response.setHeader('Location', `${request.path.replace(/\/$/, '')}/${String(createdId)}`);
  }
  if (entityTag !== undefined) {
    response.setHeader('ETag', entityTag);
    // Cached only by the client, and revalidated with the tag each time.
    response.setHeader('Cache-Control', 'private, no-cache');
  }
  if (page) {
    const links = linksOf(request.originalUrl, page);
    if (links.length > 0) response.setHeader('Link', links.join(', '));
  }
}

/** Sends the text as it is; 304 without it when the client has the same representation. */
export function sendDocument(document: JsonDocument, response: Response): void {
  describeDocument(document, response);
  const { req: request } = response;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && isCurrent(request.headers['if-none-match'], document.traits.entityTag)) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(document.text));
  response.end(request.method === 'HEAD' ? undefined : document.text);
}
