import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';

/** A date, or a date-time of RFC 3339 with any number of fraction digits; seconds may be left out. */
const ISO =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:T(?<minute>\d{2}:\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d+))?)?(?<zone>Z|[+-]\d{2}:\d{2}))?$/i;

/** Milliseconds of the years 1 to 9999, which both databases can compare. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Undefined for text that is no valid date-time, such as a 31st of February. */
function parseTimestamp(text: string): Date | undefined {
  const { day, minute = '00:00', second = '00', fraction = '', zone = 'Z' } = partsOf(text);
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  // JavaScript knows no leap second: it becomes the last millisecond before it.
  const [seconds, digits] = second === '60' ? ['59', '999'] : [second, fraction];
  const milliseconds = digits.slice(0, 3).padEnd(3, '0');
  const timestamp = new Date(`${day}T${minute}:${seconds}.${milliseconds}${zone.toUpperCase()}`);
  const time = timestamp.getTime();
  return isDay && time >= FIRST && time <= LAST ? timestamp : undefined;
}

const partsOf = (text: string): Partial<Record<string, string>> => ISO.exec(text)?.groups ?? {};

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
