import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Yields `first`, and then `piece` without end. */
export function* endlessly(first: string, piece: string): Generator<string> {
  yield first;
  for (;;) yield piece;
}

export interface RawResponse {
  /** Everything that was received. */
  readonly text: string;
}

/** Sends pieces with a pause after each, as a slow client does, and waits until the connection ends. */
export function sendSlowly(
  url: string,
  pieces: Iterable<string>,
  pauseMs: number,
): Promise<RawResponse> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  const ended = new Promise<RawResponse>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ text });
    });
  });
  void (async () => {
    for (const piece of pieces) {
      if (socket.destroyed) return;
      socket.write(piece);
      await Promise.race([sleep(pauseMs, undefined, { ref: false }), ended]);
    }
  })();
  return ended;
}
