import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { MAX_ID } from '../validation/fields.decorator.js';
import type { HeaderExamples } from './problem-meanings.js';
import { headersOf, problemResponse } from './problem-responses.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type ResponseObject = Operation['responses'][string];

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Adds headers and errors that all operations share, so that handlers need not repeat them. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  for (const { method, operation } of operationsOf(document)) complete(operation, method !== 'get');
  return document;
}

export const operationsOf = ({ paths }: OpenAPIObject) =>
  Object.values(paths).flatMap((path) =>
    METHODS.flatMap((method) => {
      const operation = path[method];
      return operation ? [{ method, operation }] : [];
    }),
  );

/** Errors of every request, and of those that may have a body. */
const STATUSES = [400, 414, 421, 422, 431, 500, 503];
const STATUSES_OF_BODIES = [408, 413, 415];

const ALWAYS: HeaderExamples = { 'X-Request-Id': '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11' };
const LIMITED: HeaderExamples = {
  RateLimit: '"minute";r=599;t=42',
  'RateLimit-Policy': '"minute";q=600;w=60',
};
const REPEATABLE: HeaderExamples = { 'Idempotency-Replayed': 'true' };

function complete(operation: Operation, mayHaveBody: boolean): void {
  const { responses, parameters = [] } = operation;
  for (const status of [...STATUSES, ...(mayHaveBody ? STATUSES_OF_BODIES : [])]) {
    responses[status] ??= problemResponse(status);
  }
  const isLimited = operation.security !== undefined;
  const isRepeatable = parameters.some((it) => 'name' in it && it.name === 'Idempotency-Key');
  for (const [status, response] of Object.entries(responses)) {
    if (!isWritten(response)) continue;
    response.description ||= STATUS_CODES[status] ?? '';
    response.headers = {
      ...headersOf(ALWAYS),
      ...(isLimited ? headersOf(LIMITED) : {}),
      ...(isRepeatable && status.startsWith('2') ? headersOf(REPEATABLE) : {}),
      ...response.headers,
    };
  }
  for (const parameter of parameters) describeId(parameter);
  operation.parameters = [...parameters, REQUEST_ID];
}

const isWritten = (
  response: ResponseObject,
): response is Exclude<NonNullable<ResponseObject>, { $ref: string }> =>
  response !== undefined && !('$ref' in response);

/** Ids of 64 bits, as far as a number of JSON is exact. */
const LONG_IDS: readonly string[] = ['event_id'];

/** All path parameters are ids; the generated schema says only that they are numbers. */
function describeId(parameter: Parameter): void {
  if ('$ref' in parameter || parameter.in !== 'path') return;
  const maximum = LONG_IDS.includes(parameter.name) ? Number.MAX_SAFE_INTEGER : MAX_ID;
  parameter.schema = { type: 'integer', minimum: 1, maximum };
  parameter.example = 1;
}

const REQUEST_ID: Parameter = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description:
    'Identifies the request in the response, the log and the history; generated when absent.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
  example: 'import-2026-11-23.1',
};
