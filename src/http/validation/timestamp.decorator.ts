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

/** An optional ISO 8601 date-time; a date alone means its midnight in UTC. */
export const TimestampField = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseTimestamp(value) ?? value) : value,
    ),
    ValidateIf((_object, value: unknown) => value !== undefined),
    ValidateBy({
      // The error code of the API.
      name: 'moment',
      validator: {
        validate: (value: unknown) => value instanceof Date,
        defaultMessage: () => 'must be a time such as 2026-11-23T07:25:48.123Z',
      },
    }),
  );

const EXAMPLE = '2026-11-23T07:25:48.123Z';

/** A date-time in a response. */
export const TimestampProperty = (options: { nullable?: boolean } = {}): PropertyDecorator =>
  ApiProperty({ type: String, format: 'date-time', example: EXAMPLE, ...options });

/** An optional date-time in a query. */
export const TimestampParameter = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: String,
      format: 'date-time',
      required: false,
      example: EXAMPLE,
      description,
    }),
    TimestampField(),
  );
