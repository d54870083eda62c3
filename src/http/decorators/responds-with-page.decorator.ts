import type { Type } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';

/** Documents the response of a list that is an array. */
export const RespondsWithArrayPage = (type: Type): MethodDecorator =>
  ApiOkResponse({ type: [type], headers: LINK_HEADER });

/** The header of a list that is an array. */
export const LINK_HEADER = {
  Link: {
    description: 'The next page, when there is one (RFC 8288).',
    schema: { type: 'string', example: '</users?cursor=Sk3vZ1>; rel="next"' },
  },
} as const;

/** Documents the response of a paged list. */
export const RespondsWithPage = (type: Type): MethodDecorator =>
  ApiOkResponse({
    type,
    headers: {
      Link: {
        description:
          'first, prev, next and last page; next alone with a cursor (RFC 8288). After a page that ' +
          'has fewer items because of its size, next is by cursor. With a very long query only ' +
          'as many as fit in 6 kB.',
        schema: { type: 'string', example: '</issues?page=2>; rel="next"' },
      },
    },
  });
