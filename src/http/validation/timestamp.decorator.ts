import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds of the years 1 to 9999, which both databases can compare. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Undefined for text that is no valid date-time, such as a 31st of February. */
function parseTimestamp(text: string): Date | undefined {
  const timestamp = new Date(text);
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  const time = timestamp.getTime();
  return ISO.test(text) && isDay && time >= FIRST && time <= LAST ? timestamp : undefined;
}

const EXAMPLE = '2026-11-23T07:25:48.123Z';

interface TimestampOptions {
  /** May be null. */
  nullable?: boolean;
  description?: string;
}

const documented = (options: TimestampOptions, required: boolean): PropertyDecorator =>
  ApiProperty({ type: String, format: 'date-time', required, example: EXAMPLE, ...options });

/** An optional ISO 8601 date-time of a request; a date alone means its midnight in UTC. */
export const TimestampField = (options: TimestampOptions = {}): PropertyDecorator =>
  applyDecorators(
    documented(options, false),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseTimestamp(value) ?? value) : value,
    ),
    ValidateIf(
      (_object, value: unknown) =>
        value !== undefined && !(options.nullable === true && value === null),
    ),
    ValidateBy({
      // The error code of the API.
      name: 'moment',
      validator: {
        validate: (value: unknown) => value instanceof Date,
        defaultMessage: () => 'must be a time such as 2026-11-23T07:25:48.123Z',
      },
    }),
  );

/** A date-time in a response. */
export const TimestampProperty = (options: TimestampOptions = {}): PropertyDecorator =>
  documented(options, true);

/** An optional date-time in a query. */
export const TimestampParameter = (description: string): PropertyDecorator =>
  TimestampField({ description });
