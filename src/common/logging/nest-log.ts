import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's log, written by pino. What Nest says of its own start interests developers only. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string): void {
    this.pino.debug(...entry(message, context));
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
