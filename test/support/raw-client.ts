import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RawAnswer {
  /** Everything that came back, as it was sent. */
  readonly text: string;
  /** Milliseconds until the server hung up. */
  readonly after: number;
}

/** Sends pieces with a pause after each, as a slow client does, and waits for the end. */
export function sendSlowly(url: string, pieces: Iterable<string>, pause: number) {
  const { hostname, port } = new URL(url);
  const started = performance.now();
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  const ended = new Promise<RawAnswer>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ text, after: performance.now() - started });
    });
  });
  void (async () => {
    for (const piece of pieces) {
      if (socket.destroyed) return;
      socket.write(piece);
      await Promise.race([sleep(pause, undefined, { ref: false }), ended]);
    }
  })();
  return ended;
}
