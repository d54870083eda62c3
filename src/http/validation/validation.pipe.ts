import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import {
  ARRAY_MAX_SIZE,
  arrayMaxSize,
  validate,
  type ValidationError as Violation,
} from 'class-validator';
import { type DtoClass, type DtoRules, rulesOf } from './dto-rules.js';
import { firstError } from './error-message.js';
import {
  type FieldError,
  type FieldLocation,
  pointerTo,
  toUnknown,
  ValidationError,
} from '../../common/errors/coded-error.js';

/** Converts a body or query into its DTO, and rejects every field that the DTO does not declare. */
@Injectable()
export class StrictValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (!isDto(metatype) || (type !== 'body' && type !== 'query')) return value;
    // Without a body, every field is missing; `null` is a body, and no object.
    const given = value === undefined ? {} : value;
    return toDto(metatype, given, type === 'body' ? inBody : inQuery);
  }
}

/** A body, or a query, that did not come with a request. @throws ValidationError */
export const toBody = <Body extends object>(body: new () => Body, value: unknown): Promise<Body> =>
  toDto(body, value, inBody) as Promise<Body>;
export const toQuery = <Query extends object>(
  query: new () => Query,
  value: unknown,
): Promise<Query> => toDto(query, value, inQuery) as Promise<Query>;

/**
 * The part of a body that is at this member.
 *
 * @throws ValidationError that names its invalid fields
 */
export const toPart = <Part extends object>(
  part: new () => Part,
  value: unknown,
  member: string,
): Promise<Part> => toDto(part, value, (path) => inBody([member, ...path])) as Promise<Part>;

async function toDto(metatype: DtoClass, given: unknown, locate: Locate): Promise<object> {
  if (!isPlainObject(given)) throw new ValidationError([{ ...locate([]), ...NOT_AN_OBJECT }]);
  const rules = rulesOf(metatype);
  const known = [...rules.fields]
    .filter((name) => Object.hasOwn(given, name))
    .map((name) => [name, given[name]] as const);
  // class-transformer and class-validator walk the entire value: huge or nested input must not
  // reach them.
  const unsafe = known.flatMap(
    ([name, value]) => unsafeError(name, value, rules, locate([name])) ?? [],
  );
  if (unsafe.length > 0) throw new ValidationError(unsafe);
  const dto = rules.toInstance(known);
  const unknown = Object.keys(given).filter((name) => !rules.fields.has(name));
  if (unknown.length === 0 && rules.isValid(dto)) return dto;
  const errors = [
    ...toUnknown(unknown.map((name) => locate([name]))),
    ...toFieldErrors(await validate(dto, { forbidUnknownValues: false }), locate),
  ];
  if (errors.length > 0) throw new ValidationError(errors);
  return dto;
}

type Locate = (path: readonly string[]) => FieldLocation;

const NOT_AN_OBJECT = { code: 'object', detail: 'must be a JSON object' };

const PRIMITIVES: readonly unknown[] = [String, Boolean, Number, Array, Object];

function isDto(metatype: ArgumentMetadata['metatype']): metatype is DtoClass {
  return metatype !== undefined && !PRIMITIVES.includes(metatype);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An error for a value that must not reach class-transformer: a list too long, or an unsafe object. */
function unsafeError(
  name: string,
  value: unknown,
  { arrayMaxSizes }: DtoRules,
  location: FieldLocation,
): FieldError | undefined {
  const longest = arrayMaxSizes.get(name);
  if (Array.isArray(value) && longest && !arrayMaxSize(value, Number(longest.constraints[0]))) {
    return { ...location, code: snakeCase(ARRAY_MAX_SIZE), detail: String(longest.message) };
  }
  return isUnsafe(value)
    ? {
        ...location,
        code: 'shape',
        detail: 'is nested too deeply, too large, or has a forbidden key',
      }
    : undefined;
}

/** Levels of lists and objects in a field; our DTOs need one. */
const MAX_LEVELS = 8;

/** Values of one level; our DTOs need half as many. */
const MAX_VALUES_PER_LEVEL = 20_000;

/** Nested too deeply, too large, or with a key that could pollute a prototype. */
function isUnsafe(field: unknown): boolean {
  let level = [field];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS || level.length > MAX_VALUES_PER_LEVEL) return true;
    const objects = level.filter((value) => typeof value === 'object' && value !== null);
    if (objects.some((value) => FORBIDDEN_KEYS.some((key) => Object.hasOwn(value, key))))
      return true;
    level = objects.flatMap((value) => Object.values(value) as unknown[]);
  }
  return false;
}

const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

const inBody: Locate = (path) => ({ pointer: pointerTo(path) });

const inQuery: Locate = ([name]) => ({ parameter: name ?? '' });

function toFieldErrors(
  violations: readonly Violation[],
  locate: Locate,
  path: readonly string[] = [],
): FieldError[] {
  return violations.flatMap((violation) => {
    const here = [...path, violation.property];
    const [code, detail] = firstError(violation) ?? [];
    const own =
      code === undefined ? [] : [{ ...locate(here), code: snakeCase(code), detail: detail ?? '' }];
    return [...own, ...toFieldErrors(violation.children ?? [], locate, here)];
  });
}

const snakeCase = (code: string): string =>
  code
    .replace(/^is(?=[A-Z])/, '')
    .replace(/(?<!^)[A-Z]/g, '_$&')
    .toLowerCase();
