import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './complete-document.js';

/**
 * The document for Swagger UI, which fills in the example of every parameter, so that "Try it out" on
 * a list would send all filters at once. Examples and defaults of optional parameters are moved into
 * the descriptions.
 */
export function toSwaggerDocument(document: OpenAPIObject): OpenAPIObject {
  const swagger = structuredClone(document);
  const parameters = [
    ...operationsOf(swagger).flatMap(({ operation }) => operation.parameters ?? []),
    ...Object.values(swagger.components?.parameters ?? {}),
  ];
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
  return swagger;
}

/** The values that Swagger UI fills in. */
interface Preset {
  example?: Value;
  default?: Value;
}

type Value = string | number | boolean | readonly string[];

const shown = (value: Value): string => `\`${[value].flat().join(',')}\``;
