import { connect } from 'node:net';
import { once } from 'node:events';

const SILENCE_MS = 60_000;
/** A server closes a connection that nobody has used for some seconds. */
const FRESH_MS = 2_000;

/**
 * A keep-alive connection that sends one request after the other: HTTP/1.1 with as little work as
 * can be, because the load shares the processor with the server.
 */
export async function openConnection(url) {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let received = '';
  let waiting;
  let used = performance.now();
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('The server is silent.')));
  socket.on('data', (piece) => {
    received += piece.latin1Slice();
    const response = readResponse(received);
    if (!response) return;
    received = '';
    used = performance.now();
    waiting.resolve(response);
  });
  for (const event of ['error', 'close']) {
    socket.on(event, (error) =>
      waiting?.reject(error instanceof Error ? error : new Error('The connection was closed.')),
    );
  }
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) throw new Error('The connection was closed.');
        waiting = { resolve, reject };
        socket.write(textOf(request, host), 'latin1');
      }),
    isFresh: () => performance.now() - used < FRESH_MS,
    close: () => socket.destroy(),
  };
}

function textOf({ method, path, headers = '', body }, host) {
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}`;
  if (body === undefined) return `${head}\r\n`;
  return `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** A complete response, or undefined while there is more to come. */
function readResponse(text) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const status = Number(text.slice(9, 12));
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const complete = { status, head, body };
  if (status === 304 || status === 204) return complete;
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length) ? complete : undefined;
  return body.endsWith('0\r\n\r\n') ? { ...complete, body: withoutChunks(body) } : undefined;
}

function withoutChunks(text) {
  let rest = text;
  let body = '';
  for (;;) {
    const line = rest.indexOf('\r\n');
    const size = parseInt(rest.slice(0, line), 16);
    if (!(size > 0)) return body;
    body += rest.slice(line + 2, line + 2 + size);
    rest = rest.slice(line + 4 + size);
  }
}

/** The value of a header of a response. */
export const headerOf = ({ head }, name) =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1].trim();

/** The text of a body, whose bytes came as characters. */
export const bodyOf = ({ body }) => Buffer.from(body, 'latin1').toString();
