import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError as Fault } from 'class-validator';
import { faultOf } from '../dto/fault-message.js';
import { type FieldFault, ValidationError } from '../errors/coded-error.js';

/** Makes a DTO of a body or a query, and refuses whatever the DTO does not declare. */
@Injectable()
export class StrictValidationPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (!isDto(metatype) || (type !== 'body' && type !== 'query')) return value;
    const given = value ?? {};
    if (!isPlainObject(given)) throw new ValidationError([NOT_AN_OBJECT]);
    const place = type === 'body' ? inBody : inQuery;
    const declared = fieldsOf(metatype);
    const known = Object.entries(given).filter(([name]) => declared.has(name));
    const strange = known.filter(([, field]) => isStrange(field)).map(([name]) => name);
    // The transformation follows whatever it is given: what no field can hold must not reach it.
    if (strange.length > 0)
      throw new ValidationError(strange.map((name) => tooDeep(place([name]))));
    const dto = plainToInstance(metatype, Object.fromEntries(known), { exposeDefaultValues: true });
    const faults = [
      ...Object.keys(given)
        .filter((name) => !declared.has(name))
        .map((name) => unknown(place([name]))),
      ...toFieldFaults(await validate(dto, { forbidUnknownValues: false }), place),
    ];
    if (faults.length > 0) throw new ValidationError(faults);
    return dto;
  }
}

type Place = Pick<FieldFault, 'pointer' | 'parameter'>;

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

function fieldsOf(metatype: new () => object): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(metatype, '', false, false);
  return new Set(rules.map(({ propertyName }) => propertyName));
}

/** Levels of lists and objects in a field; none of ours has more than one. */
const DEPTH = 8;

/** Nested without end, or with the keys by which objects are poisoned. */
function isStrange(field: unknown): boolean {
  let level = [field];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) return true;
    const objects = level.filter((value) => typeof value === 'object' && value !== null);
    if (objects.some((value) => POISON.some((key) => Object.hasOwn(value, key)))) return true;
    level = objects.flatMap((value) => Object.values(value) as unknown[]);
  }
  return false;
}

const POISON = ['__proto__', 'constructor', 'prototype'];

function inBody(path: readonly string[]): Place {
  const escaped = path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'));
  return { pointer: `/${escaped.join('/')}` };
}

const inQuery = ([name]: readonly string[]): Place => ({ parameter: name ?? '' });

const tooDeep = (place: Place): FieldFault => ({
  ...place,
  code: 'shape',
  detail: 'must be a plain value',
});

const unknown = (place: Place): FieldFault => ({
  ...place,
  code: 'unknown',
  detail: 'is not known here',
});

function toFieldFaults(
  faults: readonly Fault[],
  place: (path: readonly string[]) => Place,
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
