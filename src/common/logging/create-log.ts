import { type DestinationStream, type Logger, pino } from 'pino';

export interface LogOptions {
  readonly level: string;
  /** Text for a person at a terminal, or a line of JSON for each entry. */
  readonly format: 'pretty' | 'json';
}

/** A line for each entry: of a request, what a person wants to see of it. */
const PRETTY = {
  singleLine: true,
  ignore: 'pid,hostname,context,request_id,method,route,status,ms,actor_id',
  messageFormat:
    '{if context}{context}: {end}{msg}{if method} {status} in {ms} ms: {method}{end}{if route} {route}{end}',
};

export const createLog = ({ level, format }: LogOptions): Logger =>
  format === 'pretty'
    ? pino({ level, transport: { target: 'pino-pretty', options: PRETTY } })
    : pino({ level }, (output ??= standardOutput()));

/** One for all logs of the process: it is flushed when the process exits. */
let output: DestinationStream | undefined;

/** How long a line may wait for others: a system call for each is dear. */
const MAX_DELAY_MS = 10;

/** How pino begins a line of the level `info`; those of other levels do not wait. */
const INFO = '{"level":30,';

/** Lines are written together. */
function standardOutput(): DestinationStream {
  const destination = pino.destination({ sync: true });
  let lines = '';
  const flush = () => {
    if (lines !== '') destination.write(lines);
    lines = '';
  };
  process.once('exit', flush);
  return {
    write(line) {
      if (lines === '') setTimeout(flush, MAX_DELAY_MS);
      lines += line;
      if (!line.startsWith(INFO)) flush();
    },
  };
}
