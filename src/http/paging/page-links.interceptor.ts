import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { PageResponse } from './page.dto.js';

/** Adds the `Link` header (RFC 8288) of a paged list. */
@Injectable()
class PageLinksInterceptor implements NestInterceptor<PageResponse, PageResponse> {
  intercept(context: ExecutionContext, next: CallHandler<PageResponse>): Observable<PageResponse> {
    const http = context.switchToHttp();
    const { originalUrl } = http.getRequest<Request>();
    return next.handle().pipe(
      map((page) => {
        const links = linksOf(originalUrl, page);
        if (links.length > 0) http.getResponse<Response>().setHeader('Link', links.join(', '));
        return page;
      }),
    );
  }
}

/** Relative references work behind any proxy. */
function linksOf(url: string, { page, total_pages, next_cursor }: PageResponse): string[] {
  const link = (rel: string, parameter: 'page' | 'cursor', value: string | number) => {
    const target = new URL(url, 'http://localhost');
    target.searchParams.set(parameter, String(value));
    return `<${target.pathname}${target.search}>; rel="${rel}"`;
  };
  if (page === null) {
    const links = next_cursor === null ? [] : [link('next', 'cursor', next_cursor)];
    return fits(links) ? links : [];
  }
  const last = Math.max(total_pages, 1);
  const neighbours = [
    ...(page > 1 ? [link('prev', 'page', Math.min(page - 1, last))] : []),
    ...(page < last ? [link('next', 'page', page + 1)] : []),
  ];
  return (
    [
      [link('first', 'page', 1), ...neighbours, link('last', 'page', last)],
      neighbours,
      neighbours.slice(-1),
    ].find(fits) ?? []
  );
}

/** Many clients accept at most 8 kB of headers, and a query can be that long. */
const MAX_LINK_BYTES = 6 * 1024;

const fits = (links: readonly string[]): boolean => links.join(', ').length <= MAX_LINK_BYTES;

/** A paged list: adds the `Link` header, and documents the response. */
export const RespondsWithPage = (type: Type): MethodDecorator =>
  applyDecorators(
    UseInterceptors(PageLinksInterceptor),
    ApiOkResponse({
      type,
      headers: {
        Link: {
          description:
            'first, prev, next and last page; next alone with a cursor (RFC 8288). With a very ' +
            'long query only as many as fit in 6 kB.',
          schema: { type: 'string', example: '</issues?page=2>; rel="next"' },
        },
      },
    }),
  );
