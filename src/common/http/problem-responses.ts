import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiResponse } from '@nestjs/swagger';

class FieldFaultResponse {
  @ApiProperty({ required: false, example: '/title', description: 'RFC 6901, into the body' })
  pointer?: string;

  @ApiProperty({ required: false, example: 'page_size', description: 'in the query or path' })
  parameter?: string;

  @ApiProperty({ example: 'characters' })
  code!: string;

  @ApiProperty({ example: 'must not be blank' })
  detail!: string;
}

/** RFC 9457, as every error of the API is written. */
export class ProblemResponse {
  @ApiProperty({ example: 'urn:issue-tracker:problem:validation-failed' })
  type!: string;

  @ApiProperty({ example: 'Validation failed' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 422 })
  status!: number;

  @ApiProperty({ example: '/title: must not be blank' })
  detail!: string;

  @ApiProperty({ example: 'VALIDATION_FAILED' })
  code!: string;

  @ApiProperty({ example: '/issues' })
  instance!: string;

  @ApiProperty({ example: '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11' })
  request_id!: string;

  @ApiProperty({ type: [FieldFaultResponse], required: false })
  errors?: FieldFaultResponse[];
}

const MEANING: Readonly<Record<number, string>> = {
  400: 'Malformed, or names something that does not exist',
  401: 'No valid token',
  403: 'A token without the scope',
  404: 'Not there',
  409: 'In conflict with what is stored',
  412: 'If-Match does not name the current version',
  413: 'Too large',
  415: 'Not the content type that is expected',
  422: 'A field or a parameter is missing, unknown, malformed or out of range',
  429: 'Too many requests; see Retry-After',
  500: 'An error of the server',
  503: 'The database is unreachable or busy; see Retry-After',
};

/** Documents the error statuses of a route; 500 and 503 are possible everywhere. */
export const ProblemResponses = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...[...statuses, 500, 503].map((status) =>
      ApiResponse({
        status,
        description: MEANING[status] ?? '',
        headers: headersOf(status),
        content: { 'application/problem+json': { schema: { $ref: PROBLEM_SCHEMA } } },
      }),
    ),
  );

/** The headers that an error brings along, each with an example. */
const HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer realm="issue-tracker", error="invalid_token"' },
  403: {
    'WWW-Authenticate': 'Bearer realm="issue-tracker", error="insufficient_scope", scope="write"',
  },
  429: {
    'Retry-After': '42',
    RateLimit: '"minute";r=0;t=42',
    'RateLimit-Policy': '"minute";q=600;w=60',
  },
  503: { 'Retry-After': '1' },
};

const headersOf = (status: number) =>
  Object.fromEntries(
    Object.entries(HEADERS[status] ?? {}).map(([name, example]) => [
      name,
      { schema: { type: 'string' as const, example } },
    ]),
  );

const PROBLEM_SCHEMA = '#/components/schemas/ProblemResponse';
