import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { MAX_ID } from '../validation/fields.decorator.js';
import { problemReference, problemResponses } from './problem-responses.js';
import { sharedHeaders } from './shared-headers.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;
type ResponseObject = Exclude<NonNullable<Operation['responses'][string]>, { $ref: string }>;
type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
type Headers = ReturnType<typeof sharedHeaders>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

/** Adds what all operations share, so that handlers need not repeat it. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const headers = sharedHeaders();
  const { schemas = {} } = (document.components ??= {});
  for (const { method, operation } of operationsOf(document)) {
    complete(operation, method, headers);
    for (const body of bodiesOf(operation)) refuseUnknownFields(body, schemas);
  }
  const shared = { ...headers.always, ...headers.limited };
  document.components.headers = headers.components;
  document.components.responses = Object.fromEntries(
    Object.entries(problemResponses()).map(([name, response]) => [
      name,
      { ...response, headers: { ...shared, ...response.headers } },
    ]),
  );
  document.components.parameters = {
    [REQUEST_ID.name]: REQUEST_ID,
    [CONSISTENCY_TOKEN.name]: CONSISTENCY_TOKEN,
  };
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

function complete(operation: Operation, method: Method, headers: Headers): void {
  const { responses, parameters = [] } = operation;
  const isOpen = operation.security === undefined;
  operation.security ??= [];
  const isRepeatable = parameters.some((it) => 'name' in it && it.name === 'Idempotency-Key');
  const refusals = [
    ...Object.keys(responses).filter(isRefusal),
    ...STATUSES,
    ...(method === 'get' ? [] : STATUSES_OF_BODIES),
  ];
  for (const status of refusals) responses[status] = problemReference(status);
  for (const [status, response] of Object.entries(responses)) {
    if (isRefusal(status)) continue;
    const { description, headers: own, ...rest } = response as ResponseObject;
    responses[status] = {
      description: description || (STATUS_CODES[status] ?? ''),
      headers: {
        ...headers.always,
        ...(isOpen ? {} : headers.limited),
        ...(method === 'get' ? {} : headers.writing),
        ...(isRepeatable ? headers.repeatable : {}),
        ...(method === 'get' && isJson(rest) ? headers.compressible : {}),
        ...own,
      },
      ...rest,
    };
  }
  for (const parameter of parameters) if (!('$ref' in parameter)) describeId(parameter);
  const shared = isRepeatable ? [REQUEST_ID] : [REQUEST_ID, CONSISTENCY_TOKEN];
  operation.parameters = [
    ...parameters,
    ...shared.map(({ name }) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

const isJson = ({ content }: Pick<ResponseObject, 'content'>): boolean =>
  content?.['application/json'] !== undefined;

const isRefusal = (status: string): boolean => Number(status) >= 400;

const bodiesOf = ({ requestBody }: Operation) =>
  requestBody && 'content' in requestBody
    ? Object.values(requestBody.content).flatMap(({ schema }) => schema ?? [])
    : [];

/** Nothing that was sent is silently ignored: `StrictValidationPipe` and the upload refuse the rest. */
function refuseUnknownFields(schema: Schema, schemas: Record<string, Schema>): void {
  const named = '$ref' in schema ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  if (!named || '$ref' in named) return;
  named.additionalProperties = false;
  for (const property of Object.values(named.properties ?? {})) {
    // A part of the body, which the server validates like the body itself.
    if ('allOf' in property)
      property.allOf?.forEach((part) => {
        refuseUnknownFields(part, schemas);
      });
  }
}

/** Ids of 64 bits, as far as a number of JSON is exact. */
const LONG_IDS: readonly string[] = ['event_id', 'change_id'];

/** Of a path parameter that is an id the generated schema says only that it is a number. */
function describeId(parameter: Parameter): void {
  const { schema } = parameter;
  if (parameter.in !== 'path' || !schema || '$ref' in schema || schema.type !== 'number') return;
  const maximum = LONG_IDS.includes(parameter.name) ? Number.MAX_SAFE_INTEGER : MAX_ID;
  parameter.schema = { type: 'integer', minimum: 1, maximum };
  parameter.example = 1;
}

/** Without a pattern: no value is refused, but what is no id is replaced. */
const CONSISTENCY_TOKEN: Parameter = {
  name: 'X-Consistency-Token',
  in: 'header',
  required: false,
  description:
    'That of a response to a write: what is read includes it, also on another host, and if another ' +
    'caller wrote it. One’s own writes through the same host are included without it.',
  schema: { type: 'string', pattern: '^[0-9A-F]{16}$' },
  example: '00000000016B3748',
};

const REQUEST_ID: Parameter = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description:
    'Identifies the request in the response, the log and the history, if it consists of 1 to 128 ' +
    'of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.',
  schema: { type: 'string' },
  example: 'import-2026-11-23.1',
};
