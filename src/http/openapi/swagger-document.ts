import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './complete-document.js';

/**
 * The document for a page where requests are tried out: Swagger UI sends the example of every
 * parameter, so that a list would be asked with all filters at once. Here the examples and the defaults
 * of what can be left out stand in the descriptions.
 */
export function toTriedDocument(document: OpenAPIObject): OpenAPIObject {
  const tried = structuredClone(document);
  const parameters = operationsOf(tried).flatMap(({ operation }) => operation.parameters ?? []);
  for (const parameter of parameters) {
    if ('$ref' in parameter || parameter.required === true) continue;
    const schema = (parameter.schema ?? {}) as Preset;
    const { example = schema.example } = parameter as Preset;
    const notes = [
      ...(schema.default === undefined ? [] : [`Without it: ${shown(schema.default)}.`]),
      ...(example === undefined ? [] : [`For example: ${shown(example)}.`]),
    ];
    parameter.description = [parameter.description ?? '', ...notes].join(' ').trim();
    delete parameter.example;
    delete schema.example;
    delete schema.default;
  }
  return tried;
}

/** What Swagger UI would fill in. */
interface Preset {
  example?: Value;
  default?: Value;
}

type Value = string | number | boolean | readonly string[];

const shown = (value: Value): string => `\`${[value].flat().join(',')}\``;
