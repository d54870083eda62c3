import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, ValidateBy, ValidateIf } from 'class-validator';

export const IfGiven = (): PropertyDecorator =>
  ValidateIf((_object, value: unknown) => value !== undefined);

/** The values of a parameter that is sent once or repeated, or of a list in JSON; a number is text in both. */
const valuesOf = (value: unknown): unknown[] =>
  [value].flat().map((part) => (typeof part === 'number' ? String(part) : part));

/** A parameter that can be repeated, as the list of its values. */
export const Repeatable = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : valuesOf(value)));

/** The same, in which a text may have several values, comma-separated. */
export const CommaSeparated = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    value === undefined
      ? undefined
      : valuesOf(value).flatMap((part) => (typeof part === 'string' ? part.split(',') : [part])),
  );

const SEVERAL = 'Repeated or comma-separated.';

/** Several words of an enum. */
export const EnumListParameter = (
  values: readonly string[],
  { name, description }: { readonly name: string; readonly description: string },
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      enum: [...values],
      enumName: name,
      isArray: true,
      required: false,
      example: values.slice(0, 2),
      description: `${description} ${SEVERAL}`,
    }),
    CommaSeparated(),
    IfGiven(),
    IsIn(values, { each: true, message: `must be of ${values.join(', ')}` }),
  );

/** Names of members of a response. */
export const MemberListParameter = (
  names: readonly string[],
  example: readonly string[],
  description: string,
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', enum: [...names] },
      required: false,
      example,
      description: `${description} ${SEVERAL}`,
    }),
    CommaSeparated(),
    IfGiven(),
    ValidateBy({
      name: 'member',
      validator: {
        validate: (value: unknown) => unknownIn(value, names) === undefined,
        defaultMessage: (context) =>
          `has no "${unknownIn(context?.value, names) ?? ''}"; there are ${names.join(', ')}`,
      },
    }),
  );

const MAX_QUOTED_CHARACTERS = 40;

/** The first that is none of the names, cut. */
const unknownIn = (value: unknown, names: readonly string[]): string | undefined =>
  [value]
    .flat()
    .map(String)
    .find((name) => !names.includes(name))
    ?.slice(0, MAX_QUOTED_CHARACTERS);
