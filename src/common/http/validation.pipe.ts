import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError as Fault } from 'class-validator';
import { faultOf } from '../dto/fault-message.js';
import { type FieldFault, ValidationError } from '../errors/coded-error.js';

/** Makes a DTO of a body or a query, and refuses whatever the DTO does not declare. */
@Injectable()
export class StrictValidationPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (!isDto(metatype) || (type !== 'body' && type !== 'query')) return value;
    const given = value ?? {};
    if (!isPlainObject(given)) throw new ValidationError([NOT_AN_OBJECT]);
    const dto = plainToInstance(metatype, given, { exposeDefaultValues: true });
    const place = type === 'body' ? inBody : inQuery;
    const faults = [
      ...polluting(given).map((key) => unknown(place([key]))),
      ...toFieldFaults(
        await validate(dto, {
          whitelist: true,
          forbidNonWhitelisted: true,
          forbidUnknownValues: false,
        }),
        place,
      ),
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

/** Keys that the transformation drops before the validator could name them. */
function polluting(given: Record<string, unknown>): string[] {
  return ['__proto__', 'constructor', 'prototype'].filter((key) => Object.hasOwn(given, key));
}

function inBody(path: readonly string[]): Place {
  const escaped = path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'));
  return { pointer: `/${escaped.join('/')}` };
}

const inQuery = ([name]: readonly string[]): Place => ({ parameter: name ?? '' });

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
      code === undefined
        ? []
        : code === 'whitelistValidation'
          ? [unknown(place(here))]
          : [{ ...place(here), code: snakeCase(code), detail: detail ?? '' }];
    return [...own, ...toFieldFaults(fault.children ?? [], place, here)];
  });
}

const snakeCase = (code: string): string =>
  code
    .replace(/^is(?=[A-Z])/, '')
    .replace(/(?<!^)[A-Z]/g, '_$&')
    .toLowerCase();
