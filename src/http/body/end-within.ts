import { finished, type Readable } from 'node:stream';
import { CodedError } from '../../common/errors/coded-error.js';

/**
 * A stream that fails when it has not ended in time. However fast its reader is, it must not hold what
 * it reads from, a snapshot and its place among the others, for as long as it likes.
 */
export function endWithin(seconds: number, stream: Readable): Readable {
  const timer = setTimeout(() => {
    stream.destroy(
      new CodedError(
        'unavailable',
        'TOO_SLOW',
        `It has taken more than ${String(seconds)} seconds.`,
      ),
    );
  }, seconds * 1000);
  finished(stream, () => {
    clearTimeout(timer);
  });
  return stream;
}
