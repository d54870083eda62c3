import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import {
  ARRAY_MAX_SIZE,
  arrayMaxSize,
  getMetadataStorage,
  validate,
  type ValidationError as Fault,
} from 'class-validator';
import { faultOf } from './error-message.js';
import {
  type FieldFault,
  type FieldPlace,
  pointerTo,
  toUnknown,
  ValidationError,
} from '../../common/errors/coded-error.js';

/** Makes a DTO of a body or a query, and refuses whatever the DTO does not declare. */
@Injectable()
export class StrictValidationPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (!isDto(metatype) || (type !== 'body' && type !== 'query')) return value;
    // Without a body, every field is missing; `null` is a body, and no object.
    const given = value === undefined ? {} : value;
    if (!isPlainObject(given)) throw new ValidationError([NOT_AN_OBJECT]);
    const place = type === 'body' ? inBody : inQuery;
    const rules = rulesOf(metatype);
    const declared = new Set(rules.map(({ propertyName }) => propertyName));
    const known = [...declared].flatMap((name) =>
      Object.hasOwn(given, name) ? [[name, given[name]] as const] : [],
    );
    // Transformation and validation follow whatever they are given, entry by entry: what no field
    // can hold must not reach them.
    const unfit = known.flatMap(([name, value]) => misfit(name, value, rules, place([name])) ?? []);
    if (unfit.length > 0) throw new ValidationError(unfit);
    const dto = plainToInstance(metatype, Object.fromEntries(known), { exposeDefaultValues: true });
    const faults = [
      ...toUnknown(
        Object.keys(given)
          .filter((name) => !declared.has(name))
          .map((name) => place([name])),
      ),
      ...toFieldFaults(await validate(dto, { forbidUnknownValues: false }), place),
    ];
    if (faults.length > 0) throw new ValidationError(faults);
    return dto;
  }
}

type Rule = ReturnType<typeof rulesOf>[number];

const NOT_AN_OBJECT: FieldFault = {
  pointer: '',
  code: 'object',
  detail: 'The body must be a JSON object.',
};

const PRIMITIVES: readonly unknown[] = [String, Boolean, Number, Array, Object];

function isDto(metatype: ArgumentMetadata['metatype']): metatype is new () => object {
  return metatype !== undefined && !PRIMITIVES.includes(metatype);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const rulesOf = (metatype: new () => object) =>
  getMetadataStorage().getTargetValidationMetadatas(metatype, '', false, false);

/** The fault of a value that is too long or too strange to be looked at any further. */
function misfit(
  name: string,
  value: unknown,
  rules: readonly Rule[],
  place: FieldPlace,
): FieldFault | undefined {
  const longest = rules.find((rule) => rule.propertyName === name && rule.name === ARRAY_MAX_SIZE);
  if (Array.isArray(value) && longest && !arrayMaxSize(value, Number(longest.constraints[0]))) {
    return { ...place, code: snakeCase(ARRAY_MAX_SIZE), detail: String(longest.message) };
  }
  return isStrange(value)
    ? { ...place, code: 'shape', detail: 'must be a plain value' }
    : undefined;
}

/** Levels of lists and objects in a field; none of ours has more than one. */
const DEPTH = 8;

/** Entries of one level; none of ours has more than half as many. */
const BREADTH = 20_000;

/** Nested or wide without end, or with the keys by which objects are poisoned. */
function isStrange(field: unknown): boolean {
  let level = [field];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH || level.length > BREADTH) return true;
    const objects = level.filter((value) => typeof value === 'object' && value !== null);
    if (objects.some((value) => POISON.some((key) => Object.hasOwn(value, key)))) return true;
    level = objects.flatMap((value) => Object.values(value) as unknown[]);
  }
  return false;
}

const POISON = ['__proto__', 'constructor', 'prototype'];

const inBody = (path: readonly string[]): FieldPlace => ({ pointer: pointerTo(path) });

const inQuery = ([name]: readonly string[]): FieldPlace => ({ parameter: name ?? '' });

function toFieldFaults(
  faults: readonly Fault[],
  place: (path: readonly string[]) => FieldPlace,
  path: readonly string[] = [],
): FieldFault[] {
  return faults.flatMap((fault) => {
    const here = [...path, fault.property];
    const [code, detail] = faultOf(fault) ?? [];
    const own =
      code === undefined ? [] : [{ ...place(here), code: snakeCase(code), detail: detail ?? '' }];
    return [...own, ...toFieldFaults(fault.children ?? [], place, here)];
  });
}

const snakeCase = (code: string): string =>
  code
    .replace(/^is(?=[A-Z])/, '')
    .replace(/(?<!^)[A-Z]/g, '_$&')
    .toLowerCase();
