import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemDocument } from '../problem/problem.js';
import { type HeaderExamples, type Meaning, MEANINGS } from './problem-meanings.js';

/** Documents the error statuses of a route, besides those that all routes have. */
export const ProblemResponses = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(...statuses.map((status) => ApiResponse({ status, ...problemResponse(status) })));

/** The response with an error status, as the OpenAPI document describes it. */
export function problemResponse(status: number) {
  const { description, code, detail, errors, members, headers } = MEANINGS[status] ?? UNKNOWN;
  const problem = { status, code, detail, members: { ...members, ...(errors && { errors }) } };
  return {
    description,
    headers: headersOf(headers ?? {}),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/ProblemResponse' },
        example: problemDocument(problem, '/issues/7', '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11'),
      },
    },
  };
}

const UNKNOWN: Meaning = { description: '', code: 'ERROR', detail: '' };

export const headersOf = (examples: HeaderExamples) =>
  Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [
      name,
      { schema: { type: 'string' as const, example } },
    ]),
  );
