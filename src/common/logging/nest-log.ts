import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Writes Nest's log with pino. Nest's `log` level, such as its start-up messages, becomes `debug`. */
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
