import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds of the years 1 to 9999, which both databases can compare. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** The moment that the text names; undefined for none, such as a 31st of February. */
function parseMoment(text: string): Date | undefined {
  const moment = new Date(text);
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  const time = moment.getTime();
  return ISO.test(text) && isDay && time >= FIRST && time <= LAST ? moment : undefined;
}

/** A moment of ISO 8601, which may be left out; a date alone is its midnight in UTC. */
export const MomentField = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseMoment(value) ?? value) : value,
    ),
    ValidateIf((_object, value: unknown) => value !== undefined),
    ValidateBy({
      name: 'moment',
      validator: {
        validate: (value: unknown) => value instanceof Date,
        defaultMessage: () => 'must be a time such as 2026-11-23T07:25:48.123Z',
      },
    }),
  );

const EXAMPLE = '2026-11-23T07:25:48.123Z';

/** A moment in an answer. */
export const MomentProperty = (options: { nullable?: boolean } = {}): PropertyDecorator =>
  ApiProperty({ type: String, format: 'date-time', example: EXAMPLE, ...options });

/** A `MomentField` of a query. */
export const MomentParameter = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: String,
      format: 'date-time',
      required: false,
      example: EXAMPLE,
      description,
    }),
    MomentField(),
  );
