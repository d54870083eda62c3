import { type ArgumentMetadata, Param, type PipeTransform } from '@nestjs/common';
import { ValidationError } from '../../common/errors/coded-error.js';

/** What is wrong with a text; undefined when it is valid. */
type ErrorOf = (text: string) => string | undefined;

class TextPipe implements PipeTransform<string, string> {
  constructor(private readonly errorOf: ErrorOf) {}

  transform(value: string, { data }: ArgumentMetadata): string {
    const text = value.trim();
    const detail = this.errorOf(text);
    if (detail === undefined) return text;
    throw new ValidationError([{ parameter: data ?? '', code: 'text', detail }]);
  }
}

/** A text in the path, trimmed. */
export const TextInPath = (name: string, errorOf: ErrorOf): ParameterDecorator =>
  Param(name, new TextPipe(errorOf));
