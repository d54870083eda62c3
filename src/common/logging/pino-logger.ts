import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** Nest's log, written by pino: a line of JSON each, or text for a person at a terminal. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor({ log }: { log: { level: string; format: 'pretty' | 'json' } }) {
    this.pino = pino({
      // What Nest says of its own start is of interest to nobody but a developer.
      level: log.level === 'info' ? 'warn' : log.level,
      ...(log.format === 'pretty' ? { transport: { target: 'pino-pretty' } } : {}),
    });
  }

  log(message: unknown, context?: string): void {
    this.pino.info(...entry(message, context));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error(...entry(message, rest.at(-1)));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn(...entry(message, context));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug(...entry(message, context));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace(...entry(message, context));
  }
}

function entry(message: unknown, context: unknown): [object, string?] {
  return typeof message === 'object' && message !== null
    ? [{ context, ...message }]
    : [{ context }, String(message)];
}
