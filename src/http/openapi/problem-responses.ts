import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemDocument } from '../problem/problem.js';
import { type HeaderExamples, MEANINGS } from './problem-meanings.js';

/** Documents the error statuses of a route, besides those that all routes have. */
export const ProblemResponses = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(...statuses.map((status) => ApiResponse({ status })));

/** The response of an error status, which all operations share. */
export const problemReference = (status: number | string) => ({
  $ref: `#/components/responses/${componentOf(status)}`,
});

/** The responses of all error statuses, under the names that `problemReference` uses. */
export const problemResponses = () =>
  Object.fromEntries(
    Object.keys(MEANINGS).map((status) => [componentOf(status), problemResponse(Number(status))]),
  );

const componentOf = (status: number | string): string =>
  (STATUS_CODES[status] ?? String(status)).replaceAll(/\W/g, '');

function problemResponse(status: number) {
  const meaning = MEANINGS[status];
  if (meaning === undefined) throw new Error(`The status ${String(status)} is not described.`);
  const { description, code, detail, errors, members, headers = {} } = meaning;
  const problem = { status, code, detail, members: { ...members, ...(errors && { errors }) } };
  return {
    description,
    headers: headersOf(headers),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/ProblemResponse' },
        example: problemDocument(problem, '/issues/7', '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11'),
      },
    },
  };
}

export const headersOf = (examples: HeaderExamples) =>
  Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [
      name,
      { schema: { type: 'string' as const, example } },
    ]),
  );
