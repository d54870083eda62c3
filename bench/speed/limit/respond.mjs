import { createHash } from 'node:crypto';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Sends finished JSON. */
export function sendJson(response, text, status = response.statusCode) {
  response.status(status).set('Content-Type', JSON_TYPE).send(text);
}

/** The tag of what a GET of the issue shows. */
export const tagOf = (version, detail) =>
  `"${version}-${createHash('sha256').update(detail).digest('hex').slice(0, 16)}"`;

/** An error that the last middleware turns into a response. */
export const failure = (status, detail) => Object.assign(new Error(detail), { status });
