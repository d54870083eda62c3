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

/** The header of lists that programs poll for changes. */
export const WATERMARK_HEADER = {
  'X-Changes-Watermark': {
    description:
      'With `updated_after`, or sorted by `updated_at`: the next `updated_after` that misses nothing. ' +
      'Whatever was committed after this page was read has a later `updated_at`; that of the ' +
      'greatest issue seen can be too late, because a transaction takes its time before it is committed. ' +
      'Of several pages, take that of the first. Some issues come twice: compare their `version`.',
    schema: { type: 'string', format: 'date-time', example: '2026-11-23T07:25:46.123Z' },
  },
} as const;

/** Documents the response of a paged list. */
export const RespondsWithPage = (
  type: Type,
  headers: Readonly<Record<string, object>> = {},
): MethodDecorator =>
  ApiOkResponse({
    type,
    headers: {
      ...headers,
      Link: {
        description:
          'first, prev, next and last page; next alone with a cursor (RFC 8288). After a page that ' +
          'has fewer items because of its size, next is by cursor. With a very long query only ' +
          'as many as fit in 6 kB.',
        schema: { type: 'string', example: '</issues?page=2>; rel="next"' },
      },
    },
  });
