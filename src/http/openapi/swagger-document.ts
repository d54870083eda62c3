import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './complete-document.js';
import { sharedHeaders } from './shared-headers.js';

type Operation = ReturnType<typeof operationsOf>[number]['operation'];
type Components = NonNullable<OpenAPIObject['components']>;

/**
 * The document for Swagger UI, which shows everything at once: with the example and the headers of each
 * error, an opened operation would be ten screens high. `/docs-json` and ReDoc have all of it.
 */
export function toSwaggerDocument(
  document: OpenAPIObject,
  { needsToken }: { readonly needsToken: boolean },
): OpenAPIObject {
  const swagger = structuredClone(document);
  const { components = {} } = swagger;
  const operations = operationsOf(swagger).map(({ operation }) => operation);
  for (const operation of operations) {
    joinRefusals(operation, components);
    leaveOutShared(operation);
    if (!needsToken) delete operation.security;
  }
  if (!needsToken) delete components.securitySchemes;
  for (const parameter of operations.flatMap((operation) => operation.parameters ?? [])) {
    prefillNothing(parameter);
  }
  return swagger;
}

/** One response for all errors: a line says when each status comes. */
function joinRefusals({ responses }: Operation, { responses: shared = {} }: Components): void {
  const lines = Object.entries(responses).flatMap(([status, response]) => {
    if (Number(status) < 400 || response === undefined) return [];
    const name = '$ref' in response ? (response.$ref.split('/').at(-1) ?? '') : '';
    const described = shared[name] ?? response;
    responses[status] = undefined;
    return 'description' in described ? [`- \`${status}\` ${described.description}`] : [];
  });
  if (lines.length === 0) return;
  responses.default = {
    description: `Errors, each as \`application/problem+json\`:\n\n${lines.join('\n')}`,
  };
}

/** The headers of every request and every response. */
function leaveOutShared(operation: Operation): void {
  operation.parameters = operation.parameters?.filter((parameter) => !('$ref' in parameter));
  for (const response of Object.values(operation.responses)) {
    if (response === undefined || !('headers' in response)) continue;
    const own = Object.entries(response.headers ?? {}).filter(([name]) => !(name in SHARED));
    if (own.length > 0) response.headers = Object.fromEntries(own);
    else delete response.headers;
  }
}

const { always, limited, compressible } = sharedHeaders();
const SHARED = { ...always, ...limited, ...compressible };

type Parameter = NonNullable<Operation['parameters']>[number];

/**
 * Swagger UI fills in the example of every parameter, so that "Try it out" on a list would send all
 * filters at once: those of optional parameters are moved into the descriptions, like their defaults.
 */
function prefillNothing(parameter: Parameter): void {
  if ('$ref' in parameter || parameter.required === true) return;
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

/** The values that Swagger UI fills in. */
interface Preset {
  example?: Value;
  default?: Value;
}

type Value = string | number | boolean | readonly string[];

const shown = (value: Value): string => `\`${[value].flat().join(',')}\``;
