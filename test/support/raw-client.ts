import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One piece, and then another one again and again. */
export function* endlessly(first: string, piece: string): Generator<string> {
  yield first;
  for (;;) yield piece;
}

export interface RawAnswer {
  /** Everything that came back, as it was sent. */
  readonly text: string;
}

/** Sends pieces with a pause of milliseconds after each, as a slow client does, and waits for the end. */
export function sendSlowly(
  url: string,
  pieces: Iterable<string>,
  pause: number,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  const ended = new Promise<RawAnswer>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ text });
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
