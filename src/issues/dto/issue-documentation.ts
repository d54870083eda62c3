import { applyDecorators, type Type } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

const TAG = '"1-0f343b0931126a20"';

const ETAG = 'Version and hash of what a GET of the issue shows';

const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string', example } as const,
});

/** Documents a response with an issue, its `ETag`, and its `Location` when it is new. */
export const ApiIssueResponse = (type: Type, status: 200 | 201 = 200): MethodDecorator =>
  ApiResponse({
    status,
    type,
    description: status === 201 ? 'The new issue' : 'The issue as it is now',
    headers: {
      ETag: header(ETAG, TAG),
      ...(status === 201 ? { Location: header('The path of the issue', '/issues/7') } : {}),
    },
  });

export const ApiIfNoneMatch = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag of the copy that the client has; 304 while it is current.',
      schema: { type: 'string', example: TAG },
    }),
    ApiResponse({
      status: 304,
      description: 'The copy of the client is current',
      headers: { ETag: header(ETAG, TAG) },
    }),
  );
