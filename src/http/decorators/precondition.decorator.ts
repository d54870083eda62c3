import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Precondition } from '../../common/precondition.js';
import { preconditionOf } from '../body/entity-tags.js';
import { ProblemResponses } from '../openapi/problem-responses.js';

/** What `If-Match` and `If-None-Match` demand of the version that the request changes. */
export const IfPrecondition = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Precondition =>
    preconditionOf(context.switchToHttp().getRequest<Request>().headers),
);

const TAG = '"1-0f343b0931126a20"';
const TAGS = '^(\\*|(W/)?"[^"]*"( *, *(W/)?"[^"]*")*)$';

const conditionalHeader = (name: string, description: string, example = TAG): MethodDecorator =>
  ApiHeader({
    name,
    required: false,
    description,
    schema: { type: 'string', pattern: TAGS, example },
  });

/** Documents the conditions of a change. */
export const ApiPrecondition = (): MethodDecorator =>
  applyDecorators(
    conditionalHeader(
      'If-Match',
      'The ETag that the change was made from, strong or weak; only its version part is compared. ' +
        'Or several, or `*`.',
    ),
    conditionalHeader(
      'If-None-Match',
      'Refuses the change while the version is one of these (412), or at all with `*`.',
      '"2-5b0c8a4d19e7f362"',
    ),
    ProblemResponses(412),
  );

/** Documents the conditions of a read. */
export const ApiReadCondition = (): MethodDecorator =>
  applyDecorators(
    conditionalHeader('If-Match', 'Refuses the read unless the version is one of these (412).'),
    conditionalHeader(
      'If-None-Match',
      'The ETag of the copy that the client has; 304 while it is current.',
    ),
    ApiResponse({
      status: 304,
      description: 'The copy of the client is current',
      headers: {
        ETag: { description: 'That of the copy', schema: { type: 'string', example: TAG } },
      },
    }),
    ProblemResponses(412),
  );
