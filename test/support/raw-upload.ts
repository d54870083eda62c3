import { connect } from 'node:net';
import { until } from './until.js';

const OPENING =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\r\n';

/** The end of `UPLOAD`: one row. */
const CLOSING = 'One\r\n--b--\r\n';

type Headers = Readonly<Record<string, string>>;

/** An import request as text, up to the header line of its file. */
const uploadWith = (headers: Headers): string =>
  [
    'POST /issues/import HTTP/1.1',
    'Host: localhost',
    'Connection: close',
    'Content-Type: multipart/form-data; boundary=b',
    `Content-Length: ${String(OPENING.length + CLOSING.length)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    OPENING,
  ].join('\r\n');

export const UPLOAD = uploadWith({});

/** Starts an import whose file is incomplete: it is running until `finish` is called. */
export async function startUpload(url: string, headers: Headers = {}) {
  const before = await importsRunning(url, headers);
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (piece) => (text += piece.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  socket.write(uploadWith(headers));
  await until(async () => (await importsRunning(url, headers)) > before);
  /** Sends the rest; returns everything that was received. */
  const finish = async () => {
    socket.write(CLOSING);
    await closed;
    return text;
  };
  return { finish, closed };
}

/** The number of running imports in all processes of a server. */
export async function importsRunning(url: string, headers: Headers = {}): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/^imports_running (\d+)$/m.exec(metrics)?.[1]);
}
