import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { characterCount, isStorableText } from '../../common/text.js';

/** The largest id that a 32-bit column holds. */
export const MAX_ID = 2_147_483_647;

interface Presence {
  /** May be left out. */
  optional?: boolean;
  /** May be null. */
  nullable?: boolean;
  description?: string;
  example?: unknown;
  default?: unknown;
}

function presence({ optional, nullable }: Presence): PropertyDecorator {
  const skip = (value: unknown) =>
    (optional === true && value === undefined) || (nullable === true && value === null);
  return applyDecorators(
    ValidateIf((_object, value: unknown) => !skip(value)),
    ...(optional === true ? [] : [IsDefined({ message: 'is required' })]),
  );
}

function documented(options: Presence, schema: ApiPropertyOptions): PropertyDecorator {
  const { optional, nullable, description, example, default: preset } = options;
  return ApiProperty({
    ...schema,
    required: optional !== true,
    ...(nullable === true ? { nullable } : {}),
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    ...(preset === undefined ? {} : { default: preset }),
  } as ApiPropertyOptions);
}

/** The rules of `Characters` for the OpenAPI document; white space around a trimmed text does not count. */
export const charactersSchema = (min: number, max: number, blankAllowed: boolean) => ({
  type: 'string' as const,
  minLength: blankAllowed ? min : Math.max(1, min),
  maxLength: max,
  pattern: blankAllowed ? `^${STORABLE}*$` : `^${STORABLE}*${visible(min)}${STORABLE}*$`,
});

const STORABLE = '[^\\u0000]';
const VISIBLE = '[^\\s\\u0000]';

/** At least `min` characters, of which the first and the last are no white space. */
const visible = (min: number): string =>
  min < 2 ? VISIBLE : `${VISIBLE}${STORABLE}{${String(min - 2)},}${VISIBLE}`;

const trim = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/** Characters (code points) of well-formed text without NUL. */
const Characters = (min: number, max: number, blankAllowed: boolean) =>
  ValidateBy({
    name: 'characters',
    validator: {
      validate: (value: unknown) => textError(value, min, max, blankAllowed) === undefined,
      defaultMessage: (context) => textError(context?.value, min, max, blankAllowed) ?? '',
    },
  });

function textError(
  value: unknown,
  min: number,
  max: number,
  blankAllowed: boolean,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!isStorableText(value)) return 'must be well-formed Unicode without NUL';
  if (!blankAllowed && value.trim() === '') return 'must not be blank';
  // A string has at most two code units per character: a huge one need not be counted.
  const count = value.length > 2 * max ? value.length : characterCount(value);
  if (count < min) return `must have at least ${String(min)} characters`;
  if (count > max) return `must have at most ${String(max)} characters`;
  return undefined;
}

/** Text of `min` to `max` characters; names and titles are trimmed first. */
export function TextField(
  options: Presence & { min?: number; max: number; trimmed?: boolean; blank?: boolean },
): PropertyDecorator {
  const { min = 0, max, trimmed = false, blank = false } = options;
  return applyDecorators(
    documented(options, charactersSchema(min, max, blank)),
    ...(trimmed ? [Transform(({ value }: { value: unknown }) => trim(value))] : []),
    presence(options),
    IsString({ message: 'must be text' }),
    Characters(min, max, blank),
  );
}

/** The pattern has no flags: those of the OpenAPI document cannot have any. */
export function PatternField(
  options: Presence & { pattern: RegExp; message: string; max: number },
): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: String, pattern: options.pattern.source, maxLength: options.max }),
    Transform(({ value }: { value: unknown }) => trim(value)),
    presence(options),
    IsString({ message: 'must be text' }),
    Characters(0, options.max, true),
    Matches(options.pattern, { message: options.message }),
  );
}

export function EnumField(
  options: Presence & { values: readonly string[]; name: string },
): PropertyDecorator {
  return applyDecorators(
    documented(options, {
      enum: [...options.values],
      enumName: options.name,
    }),
    presence(options),
    IsIn(options.values, { message: `must be one of ${options.values.join(', ')}` }),
  );
}

export function BooleanField(options: Presence = {}): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: Boolean }),
    presence(options),
    IsBoolean({ message: 'must be true or false' }),
  );
}

/** `true` or `false` in a query string. */
export function BooleanParameter(options: Presence = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      value === 'true' ? true : value === 'false' ? false : value,
    ),
    BooleanField(options),
  );
}

/** A JSON number without a fraction. */
export function IntegerField(
  options: Presence & { min?: number; max?: number } = {},
): PropertyDecorator {
  const { min = 1, max = MAX_ID } = options;
  const message = `must be a whole number from ${String(min)} to ${String(max)}`;
  return applyDecorators(
    documented(options, { type: 'integer', minimum: min, maximum: max }),
    presence(options),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

/** A whole number in a query string: decimal digits only. */
export function IntegerParameter(
  options: Presence & { min?: number; max?: number } = {},
): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
    ),
    IntegerField(options),
  );
}

export function ArrayField(options: Presence & { min: number; max: number }): PropertyDecorator {
  const { min, max } = options;
  return applyDecorators(
    presence(options),
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(min, { message: `must have at least ${String(min)} entries` }),
    ArrayMaxSize(max, { message: `must have at most ${String(max)} entries` }),
  );
}
