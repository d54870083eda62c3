import type { PagePosition } from '../../common/json-document.js';

/** The `Link` header (RFC 8288) of a page. */
export function linksOf(
  url: string,
  { page, totalPages, nextCursor, isCut }: PagePosition,
): readonly string[] {
  const [path = '', query] = url.split('?', 2);
  const link = (rel: string, parameter: 'page' | 'cursor', value: string | number) =>
    `<${path}?${queryWith(query, parameter, String(value))}>; rel="${rel}"`;
  if (page === null) {
    const links = nextCursor === null ? [] : [link('next', 'cursor', nextCursor)];
    return fits(links) ? links : [];
  }
  const last = Math.max(totalPages, 1);
  const nextOf = () => {
    // The page of the next number would pass over what this one leaves out.
    if (isCut && nextCursor !== null) return [link('next', 'cursor', nextCursor)];
    return page < last ? [link('next', 'page', page + 1)] : [];
  };
  const neighbours = [
    ...(page > 1 ? [link('prev', 'page', Math.min(page - 1, last))] : []),
    ...nextOf(),
  ];
  return (
    [
      [link('first', 'page', 1), ...neighbours, link('last', 'page', last)],
      neighbours,
      neighbours.slice(-1),
    ].find(fits) ?? []
  );
}

/** @param value needs no encoding */
function queryWith(query: string | undefined, parameter: 'page' | 'cursor', value: string): string {
  if (query === undefined) return `${parameter}=${value}`;
  const target = new URLSearchParams(query);
  if (parameter === 'cursor') target.delete('page');
  target.set(parameter, value);
  return target.toString();
}

/** Many clients accept at most 8 kB of headers, and a query can be that long. */
const MAX_LINK_BYTES = 6 * 1024;

const fits = (links: readonly string[]): boolean => links.join(', ').length <= MAX_LINK_BYTES;
