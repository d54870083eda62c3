import { createHash } from 'node:crypto';
import { failure } from './respond.mjs';

const CHECKSUM_BYTES = 12;

/** Opaque text that only this server makes, and that says which list it belongs to. */
export function writeCursor(list, position) {
  const payload = Buffer.from(JSON.stringify([list, position]));
  return Buffer.concat([checksum(payload), payload]).toString('base64url');
}

/** The position in the list, if the cursor belongs to it. */
export function readCursor(text, list) {
  const bytes = Buffer.from(text, 'base64url');
  const payload = bytes.subarray(CHECKSUM_BYTES);
  if (!bytes.subarray(0, CHECKSUM_BYTES).equals(checksum(payload))) throw failure(422, 'cursor');
  const [written, position] = JSON.parse(payload.toString());
  if (written !== list) throw failure(422, 'cursor');
  return position;
}

/** A short text that is equal for equal filters. */
export const listOf = (filters) =>
  createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 12);

const checksum = (payload) =>
  createHash('sha256').update('limit').update(payload).digest().subarray(0, CHECKSUM_BYTES);
