import { type ArgumentMetadata, Injectable, Param, type PipeTransform } from '@nestjs/common';
import { MAX_ID } from './fields.decorator.js';
import { ValidationError } from '../../common/errors/coded-error.js';

@Injectable()
class IdPipe implements PipeTransform<string, number> {
  transform(value: string, { data }: ArgumentMetadata): number {
    const id = /^[1-9]\d{0,9}$/.test(value) ? Number(value) : 0;
    if (id < 1 || id > MAX_ID) {
      throw new ValidationError([
        {
          parameter: data ?? 'id',
          code: 'id',
          detail: `must be a whole number from 1 to ${String(MAX_ID)}`,
        },
      ]);
    }
    return id;
  }
}

/** Numbers beyond are not exact in JSON; no server counts so far. */
@Injectable()
class LongIdPipe implements PipeTransform<string, number> {
  transform(value: string, { data }: ArgumentMetadata): number {
    const id = /^[1-9]\d{0,15}$/.test(value) ? Number(value) : 0;
    if (id < 1 || id > Number.MAX_SAFE_INTEGER) {
      throw new ValidationError([
        { parameter: data ?? 'id', code: 'id', detail: 'must be a positive whole number' },
      ]);
    }
    return id;
  }
}

/** A 64-bit id in the path. */
export const LongId = (name: string): ParameterDecorator => Param(name, LongIdPipe);

/** An id in the path. */
export const Id = (name = 'id'): ParameterDecorator => Param(name, IdPipe);
