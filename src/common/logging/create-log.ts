import { type Logger, pino } from 'pino';

export interface LogOptions {
  readonly level: string;
  /** Text for a person at a terminal, or a line of JSON for each entry. */
  readonly format: 'pretty' | 'json';
}

export const createLog = ({ level, format }: LogOptions): Logger =>
  pino({ level, ...(format === 'pretty' ? { transport: { target: 'pino-pretty' } } : {}) });
