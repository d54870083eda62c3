import type { Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

const TAG = '"1-0f343b0931126a20"';

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
      ETag: header('Version and hash of what a GET of the issue shows', TAG),
      ...(status === 201
        ? { Location: header('Where the issue is, under `PUBLIC_URL`', '/issues/7') }
        : {}),
    },
  });
